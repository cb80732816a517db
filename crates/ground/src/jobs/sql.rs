//! Statements of jobs.

use db::{Tx, record, sql};

use crate::error::Result;

record! {
    /// Work leased to a worker.
    #[derive(Clone, Debug)]
    pub struct Job {
        /// Its row.
        pub id: i64,
        /// What it is about; unique in its queue.
        pub key: String,
        /// What is needed to do it, as JSON.
        pub payload: String,
        /// Attempts that failed so far.
        pub attempts: i64,
    }
}

pub(super) async fn add(
    tx: &mut Tx,
    id: i64,
    queue: &str,
    key: &str,
    payload: &str,
    run_at: i64,
) -> Result<()> {
    sql("insert into job (id, queue, key, payload, run_at, attempts, lease_until, last_error)
         values ($1, $2, $3, $4, $5, 0, 0, '')
         on conflict (queue, key) do nothing")
    .bind(id)
    .bind(queue)
    .bind(key)
    .bind(payload)
    .bind(run_at)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn is_due(tx: &mut Tx, queue: &str, now: i64) -> Result<bool> {
    let found: Option<i64> = sql("select id
           from job
          where queue = $1 and run_at <= $2 and lease_until <= $2
          limit 1")
    .bind(queue)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found.is_some())
}

pub(super) async fn claim(
    tx: &mut Tx,
    queue: &str,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<Job>> {
    let jobs = sql("update job
            set lease_until = $3
          where id in (select id
                         from job
                        where queue = $1 and run_at <= $2 and lease_until <= $2
                        order by run_at
                        limit $4)
      returning id, key, payload, attempts")
    .bind(queue)
    .bind(now)
    .bind(lease_until)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(jobs)
}

pub(super) async fn hold(tx: &mut Tx, id: i64, lease_until: i64) -> Result<()> {
    sql("update job set lease_until = $2 where id = $1").bind(id).bind(lease_until).run(tx).await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from job where id = $1").bind(id).run(tx).await?;
    Ok(())
}

pub(super) async fn retry(tx: &mut Tx, id: i64, run_at: i64, error: &str) -> Result<()> {
    sql("update job
            set run_at = $2, lease_until = 0, attempts = attempts + 1, last_error = $3
          where id = $1")
    .bind(id)
    .bind(run_at)
    .bind(error)
    .run(tx)
    .await?;
    Ok(())
}
