import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { GIFTS } from '../stage.ts'

/**
 * For each shopper: what platforms and bank took for them and did not give back, and what came by hand, is what they have in the wallet,
 * what their living orders keep, and what was transferred to them.
 */
export async function moneyFits(stage: Stage): Promise<string[]> {
  const { world, channels, told, people } = stage
  const came = people.map((_, at) => told.byHand[at] ?? 0)
  const add = (at: number, fen: number): void => void (came[at] = (came[at] ?? 0) + fen)
  for (const [number, payer] of told.attempts) {
    const { paidFen, backFen } = channels.book(number)
    add(payer, paidFen - backFen)
  }
  const found: string[] = []
  const at = (id: string): number => people.findIndex((person) => person.id === id)
  for (const [id, fen] of told.byBank) {
    const owner = await bankOwner(stage, id)
    if (owner === undefined) found.push(`approved bank transfer ${id} is gone`)
    else add(at(owner), fen)
  }
  const { rows: orders } = await sql<{ id: string; owner: string }>`
    select id, shopper_id as owner from "order"."order" where id = any(${[...told.byDoor.keys()]}::uuid[])`.execute(world.db)
  for (const { id, owner } of orders) add(at(owner), told.byDoor.get(id) ?? 0)
  for (const topUp of told.topUps) add(topUp.shopper, await giftOf(stage, topUp))
  for (const bill of world.pay.transfers.values()) {
    const known = told.withdrawals.find(({ number }) => number === bill.outBillNo)
    if (!known) found.push(`transfer ${bill.outBillNo} was sent, and nobody was told of its withdrawal`)
    else if (known.amountFen !== bill.amountFen)
      found.push(`transfer ${bill.outBillNo} is of ${bill.amountFen} fen, asked were ${known.amountFen}`)
    else if (bill.state === 'SUCCESS') add(known.shopper, -bill.amountFen)
  }
  const has = await whatPeopleHave(stage)
  people.forEach(({ id }, n) => {
    const { wallet, orders, forfeited } = has.get(id) ?? { wallet: 0, orders: 0, forfeited: 0 }
    const should = (came[n] ?? 0) - forfeited
    if (should !== wallet + orders)
      found.push(`shopper ${id}: ${should} fen came and stayed, the shop says ${wallet} in the wallet and ${orders} in orders`)
  })
  return [...found, ...(await paidOnce(stage))]
}

/** What the shop says of an approved transfer: whose it is. */
async function bankOwner({ world }: Stage, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ owner: string }>`
    select shopper_id as owner from "order".bank_transfer where id = ${id} and state = 'approved'`.execute(world.db)
  return rows[0]?.owner
}

/** A top-up that was paid brings a gift by its step. */
async function giftOf({ people }: Stage, topUp: { id: string; shopper: number; amountFen: number }): Promise<number> {
  const { state, giftFen } = await people[topUp.shopper]!.client.getTopUp({ id: topUp.id })
  const step = GIFTS.findLast(({ fromFen }) => topUp.amountFen >= fromFen)?.giftFen ?? 0
  return state === 'paid' ? (giftFen === step ? step : Number.NaN) : 0
}

interface Purse {
  wallet: number
  orders: number
  /** Gifts that went with withdrawals. */
  forfeited: number
}

async function whatPeopleHave({ world, people }: Stage): Promise<Map<string, Purse>> {
  const { rows: kept } = await sql<{ id: string; fen: number }>`
    select shopper_id as id, sum(payable_fen - refunded_fen)::int as fen from "order"."order"
     where paid_at is not null group by shopper_id`.execute(world.db)
  const { rows: lost } = await sql<{ id: string; fen: number }>`
    select w.shopper_id as id, sum(h.amount - w.amount_fen)::int as fen from funds.withdrawal w
      join wallet.hold h on h.key = 'withdraw:' || w.id where w.state = 'done' group by w.shopper_id`.execute(world.db)
  const orders = new Map(kept.map(({ id, fen }) => [id, fen]))
  const forfeits = new Map(lost.map(({ id, fen }) => [id, fen]))
  const purses = people.map(async ({ id, client }): Promise<[string, Purse]> => {
    const { cashFen, giftFen, heldFen } = await client.getWallet()
    return [id, { wallet: cashFen + giftFen + heldFen, orders: orders.get(id) ?? 0, forfeited: forfeits.get(id) ?? 0 }]
  })
  return new Map(await Promise.all(purses))
}

/** No order keeps money without being paid, and no platform gave more back than it took. */
async function paidOnce({ channels, told, world }: Stage): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from "order"."order" where refunded_fen > payable_fen or (paid_at is null and refunded_fen > 0)
       or (state in ('cancelled', 'closed') and paid_at is not null)
       or (state = 'refunded' and refunded_fen <> payable_fen)`.execute(world.db)
  const over = [...told.attempts.keys()].filter((number) => channels.book(number).backFen > channels.book(number).paidFen)
  return [
    ...rows.map(({ id }) => `order ${id} gave back what it never had, or not all of it`),
    ...over.map((number) => `trade ${number} gave back more than it took`),
  ]
}
