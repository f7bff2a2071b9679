import { sql } from 'kysely'
import type { Stage } from '../play.ts'

/** What the provider has written for an order and not taken back with red ones is never more than the order paid and kept. */
export async function invoicesFit({ world }: Stage): Promise<string[]> {
  const net = new Map<string, number>()
  const papers = world.fapiao.papers()
  const blue = new Map(papers.map((paper) => [paper.id, paper]))
  for (const { application, original, status } of papers) {
    if (status !== 'ISSUED') continue
    const remark = (original === null ? application : (blue.get(original)?.application ?? application)).remark
    const number = remark.replace('订单号 ', '')
    net.set(number, (net.get(number) ?? 0) + (original === null ? 1 : -1) * application.total_amount)
  }
  const { rows } = await sql<{ number: string; kept: number }>`
    select number, (case when paid_at is null then 0 else payable_fen - refunded_fen end)::int as kept from "order"."order"`.execute(
    world.db,
  )
  const kept = new Map(rows.map((row) => [row.number, row.kept]))
  return [...net].flatMap(([number, fen]) => {
    const most = kept.get(number)
    if (most === undefined) return [`an invoice names the order ${number}, which is not there`]
    return fen > most || fen < 0 ? [`order ${number}: ${fen} fen are invoiced, ${most} were paid and kept`] : []
  })
}
