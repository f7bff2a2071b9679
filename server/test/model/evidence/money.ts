import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { GIFTS } from '../stage.ts'
import { type Item, whereItDiffers } from './sums.ts'

/** Money of a shopper: what platforms, bank and hands say, and what orders and the wallet say, thread by thread. */
export async function whyMoneyDiffers(stage: Stage, id: string): Promise<string[]> {
  const { rows: kept } = await sql<Item>`
    select 'kept by order ' || number || ', ' || state || ', of ' || payable_fen as what, id::text as ref, (refunded_fen - payable_fen)::int as amount
      from "order"."order" where shopper_id = ${id} and paid_at is not null
    union all
    select 'forfeited', w.id::text, (w.amount_fen - h.amount)::int
      from funds.withdrawal w join wallet.hold h on h.key = 'withdraw:' || w.id where w.state = 'done' and w.shopper_id = ${id}
    union all
    select 'in the wallet as ' || t.kind || ' by ' || t.event || ' at ' || t.at, case when t.reference ~ '[0-9a-f]{8}-' and t.kind <> 'adjust'
           then t.reference else t.event end, (-sum(e.change))::int
      from wallet.entry e join wallet.transaction t on t.id = e.transaction_id join wallet.account a on a.id = e.account_id
     where a.owner = ${id} group by t.id`.execute(stage.world.db)
  const all = [...cameFromOutside(stage, id), ...(await atBankAndDoor(stage, id)), ...kept].filter(({ amount }) => amount !== 0)
  return whereItDiffers(stage, `money of shopper ${id}`, all)
}

function cameFromOutside({ channels, told, people, world }: Stage, id: string): Item[] {
  const at = people.findIndex((person) => person.id === id)
  const paid = [...told.attempts]
    .filter(([, payer]) => payer === at)
    .flatMap(([ref]) => {
      const { paidFen, backFen } = channels.book(ref)
      return [{ what: 'paid at a platform', ref, amount: paidFen }, { what: 'given back by a platform', ref, amount: -backFen }] // prettier-ignore
    })
  const hands = told.hands.filter(({ of }) => of === `wallet ${id}`).map(({ ref, amount }) => ({ what: 'by hand', ref, amount }))
  const sent = told.withdrawals
    .filter(({ shopper, number }) => shopper === at && world.pay.transfers.get(number)?.state === 'SUCCESS')
    .map(({ number, amountFen }) => ({ what: 'transferred to them', ref: number, amount: -amountFen }))
  return [...paid, ...hands, ...sent]
}

async function atBankAndDoor({ told, people, world }: Stage, id: string): Promise<Item[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text as id from "order".bank_transfer where shopper_id = ${id} union all select id::text from "order"."order" where shopper_id = ${id}`.execute(
    world.db,
  )
  const mine = new Set(rows.map((row) => row.id))
  const of = (what: string, from: ReadonlyMap<string, number>): Item[] =>
    [...from].filter(([ref]) => mine.has(ref)).map(([ref, amount]) => ({ what, ref, amount }))
  const topUps = told.topUps.filter(({ shopper }) => people[shopper]?.id === id)
  const { rows: paid } = await sql<{ id: string }>`
    select id::text as id from funds.top_up where state = 'paid' and id = any(${topUps.map((one) => one.id)}::uuid[])`.execute(world.db)
  const gifts = topUps
    .filter((one) => paid.some((row) => row.id === one.id))
    .map((one) => ({ what: 'gift', ref: one.id, amount: GIFTS.findLast(({ fromFen }) => one.amountFen >= fromFen)?.giftFen ?? 0 }))
  return [...of('by bank', told.byBank), ...of('at the door', told.byDoor), ...gifts]
}
