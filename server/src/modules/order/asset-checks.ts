import type { Violation } from '../../kernel/doctor.ts'
import { unitsShare } from '../../kernel/money.ts'
import type { Orders } from './context.ts'
import { ordersWithAssets } from './queries/assets.ts'

type Row = Awaited<ReturnType<typeof ordersWithAssets>>[number]
type Hold = Awaited<ReturnType<Orders['points']['holds']>>['items'][number]

/** What the hold of an order must be; `captured` for every order that was paid. */
const states: Record<string, readonly string[]> = {
  pending_payment: ['held'],
  cancelled: ['released'],
  closed: ['released'],
  refunding: ['captured', 'held', 'released'],
  refunded: ['captured', 'released'],
}

function off(row: Row, column: 'pointsFen' | 'redPacketFen', hold: Hold | undefined): Violation[] {
  const amount = row[column]
  if (amount === 0) return []
  const undone = row.onDelivery && (row.state === 'cancelled' || row.state === 'closed')
  const back = undone
    ? amount
    : row.lines.reduce((sum, line) => sum + unitsShare(line[column], line.quantity, { first: 1, count: line.refunded }), 0)
  const due = undone ? ['captured', 'released'] : (states[row.state] ?? ['captured'])
  const fits = hold !== undefined && due.includes(hold.state)
  if (fits && (hold.state === 'released' || (hold.amountFen === amount && hold.returnedFen === back))) return []
  const { state = 'missing', amountFen = 0, returnedFen = 0 } = hold ?? {}
  return [{ id: row.id, text: `${row.state} with ${column} ${amount}, ${back} back; the hold: ${state} ${amountFen}, ${returnedFen} back` }]
}

/** Orders whose points or red packets are not held, spent and given back as the order says. */
export async function assetsOff(orders: Orders): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await ordersWithAssets(orders.db, after, 500)
    const last = rows.at(-1)
    if (!last) return found
    const keys = rows.map((row) => row.id)
    const [points, packets] = await Promise.all([orders.points.holds({ keys }), orders.redpacket.holds({ keys })])
    for (const row of rows) {
      found.push(
        ...off(
          row,
          'pointsFen',
          points.items.find((item) => item.key === row.id),
        ),
      )
      found.push(
        ...off(
          row,
          'redPacketFen',
          packets.items.find((item) => item.key === row.id),
        ),
      )
    }
    after = last.id
  }
}
