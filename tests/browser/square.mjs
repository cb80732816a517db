// Something to look at: people, posts of every sort, and what others did with them.
import {
  ALICE_EMAIL, BOB_EMAIL, PICTURE, logIn, press, somebody, write,
} from './visitor.mjs'

export async function square(browser) {
  const alice = await somebody(browser, {})
  await logIn(alice, ALICE_EMAIL)
  const post = await write(alice, {
    text: 'Une rampe à la mairie : enfin. #Accessible https://example.org/une/longue/adresse',
    picture: PICTURE, description: 'Une rampe devant une porte',
  })
  const warned = await write(alice, { text: 'Le récit entier.', warning: 'Accident' })
  const hidden = await write(alice, { text: 'Entre nous.', audience: 'private' })
  const bare = await write(alice, { text: 'Sans description.', picture: PICTURE })
  const poll = await write(alice, { text: 'Quel jour ?', poll: 'Mardi\nJeudi\nSamedi' })
  const bob = await somebody(browser, { locale: 'en' })
  await logIn(bob, BOB_EMAIL)
  await bob.goto('/@alice')
  const follow = bob.locator('button[formaction$="/follow"]')
  if (await follow.count()) await follow.click()
  const reply = await write(bob, { text: 'Good to hear. Who asked for it first?', to: post })
  await bob.goto('/home')
  for (const act of ['boost', 'favourite', 'bookmark']) await press(bob, post, act)
  await alice.goto('/@bob')
  const back = alice.locator('button[formaction$="/follow"]')
  if (await back.count()) await back.click()
  await alice.goto(`/@bob/${reply}`)
  await press(alice, reply, 'favourite')
  await press(alice, reply, 'bookmark')
  const answer = await write(alice, { text: 'Le collectif Rouler partout, il y a deux ans.', to: reply })
  await bob.context().close()
  await alice.context().close()
  return { post, warned, hidden, bare, poll, reply, answer }
}
