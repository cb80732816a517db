// What was found goes where the page /accessibility tells it from, if it is to be told anew:
//
//   AUDIT=crates/social/src/pages/audit.json  cargo xtask test --only browser
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

export function audit(found) {
  const path = process.env.AUDIT
  if (!path) return
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(path, `${JSON.stringify({ ...known, date, ...found }, null, 2)}\n`)
}
