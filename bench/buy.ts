import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Door } from './load.ts'
import type { Buyer } from './scenarios.ts'

export interface Till {
  /** Until the order is paid: its payment booked and the order moved on. */
  paid: (checkoutId: string) => Promise<void>
  /** Until nothing is left to be delivered or done about the orders so far. */
  quiet: () => Promise<void>
  query: <T extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<T[]>
  close: () => Promise<void>
}

const lookEveryMs = 20
const patienceMs = 20_000

interface Waiting {
  done: () => void
  fail: (error: Error) => void
  since: number
}

/** Looks at the database itself, with one question for all that wait: waiting must not cost the server anything. */
export async function openTill(databaseUrl: string): Promise<Till> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bench' })
  await client.connect()
  const query: Till['query'] = async (text, values = []) => (await client.query(text, values)).rows
  const waiting = new Map<string, Waiting>()
  let closed = false
  const look = async (): Promise<void> => {
    if (waiting.size > 0) {
      const rows = await query<{ id: string }>(`select id from "order".checkout where state = 'paid' and id = any($1)`, [
        [...waiting.keys()],
      ])
      for (const { id } of rows) {
        waiting.get(id)?.done()
        waiting.delete(id)
      }
      for (const [id, { fail, since }] of waiting) {
        if (performance.now() - since < patienceMs) continue
        fail(new Error(`${id} was not paid in time`))
        waiting.delete(id)
      }
    }
    if (!closed) setTimeout(() => void look(), lookEveryMs)
  }
  void look()
  return {
    query,
    paid: (id) => new Promise((done, fail) => waiting.set(id, { done, fail, since: performance.now() })),
    quiet: async () => {
      const since = performance.now()
      for (let left = 1; left > 0;) {
        if (performance.now() - since > patienceMs) throw new Error(`${left} deliveries do not come to an end`)
        await new Promise((resolve) => setTimeout(resolve, 100))
        left = Number((await query<{ left: string }>('select count(*) as left from kernel.delivery where dead_at is null'))[0]?.left)
      }
    },
    close: async () => {
      closed = true
      await client.end()
    },
  }
}

export interface Shopping {
  door: Door
  /** Where the payment platforms listen. */
  outside: Door
  till: Till
}

interface Wish {
  buyer: Buyer
  skuId: string
}

/** One quote and one order. Gives the status of what came to an end and, when placed, the checkout. */
export async function order({ door }: Pick<Shopping, 'door'>, { buyer, skuId }: Wish): Promise<{ status: number; checkoutId?: string }> {
  const { token, addressId } = buyer
  const wish = { lines: [{ skuId, quantity: 1 }], addressId, coupons: [] }
  const quote = await door.ask('POST', '/api/shop/checkout/quote', { token, body: wish })
  if (quote.status !== 200) return { status: quote.status }
  // Sold out or over a limit: the page would not let anybody go on.
  if (quote.body.invalid.length > 0) return { status: 409 }
  const body = { ...wish, requestId: randomUUID(), payableFen: quote.body.payableFen, fromCart: false }
  const placed = await door.ask('POST', '/api/shop/orders', { token, body })
  return placed.status === 200 ? { status: 200, checkoutId: placed.body.id } : { status: placed.status }
}

/** Quote, order, payment, the platform's signed notification, and until the order is paid. */
export async function buy(shopping: Shopping, wish: Wish): Promise<number> {
  const { door, outside, till } = shopping
  const { status, checkoutId } = await order(shopping, wish)
  if (!checkoutId) return status
  const body = { method: 'wechat_h5' }
  const started = await door.ask('POST', `/api/shop/checkouts/${checkoutId}/pay`, { token: wish.buyer.token, body })
  if (started.status !== 200) return started.status === 409 ? 500 : started.status
  const paid = till.paid(checkoutId)
  const told = await outside.ask('POST', '/wechat-pay/_switch/pay', { body: { number: started.body.number } })
  if (told.status !== 200) return told.status
  await paid
  return 200
}
