import { sql } from 'kysely'
import type { Stage } from '../play.ts'

interface Spent {
  id: string
  points: number
  packets: number
}

/**
 * Points and red packets: what people were given, earned and found is what they have, and what their orders took and keep. An order
 * keeps of each line what its units that were not refunded cost.
 */
export async function assetsFit(stage: Stage): Promise<string[]> {
  const { told, people, world } = stage
  const { rows } = await sql<Spent>`
    select o.shopper_id as id,
           sum(l.points_fen - l.points_fen::bigint * l.refunded / l.quantity)::int as points,
           sum(l.red_packet_fen - l.red_packet_fen::bigint * l.refunded / l.quantity)::int as packets
      from "order".line l join "order"."order" o on o.id = l.order_id
     where o.state not in ('cancelled', 'closed', 'refunded') group by o.shopper_id`.execute(world.db)
  const spent = new Map(rows.map((row) => [row.id, row]))
  const earned = await earnedPoints(stage)
  const found: string[] = []
  for (const [at, { id, client }] of people.entries()) {
    const { points = 0, packets = 0 } = spent.get(id) ?? {}
    const mine = await client.getMyPoints()
    const should = (told.points[at] ?? 0) + (earned.get(id) ?? 0) - points
    if (should !== mine.available) found.push(`shopper ${id}: ${should} points should be there, ${mine.available} are`)
    const given = [...told.packets.values()].filter(({ shopper }) => shopper === at).reduce((sum, { amountFen }) => sum + amountFen, 0)
    const left = await packetsLeft(stage, at)
    const lost = await expiredPackets(stage, id)
    if (given - packets - lost !== left)
      found.push(`shopper ${id}: red packets of ${given - packets - lost} fen should be left, ${left} are`)
  }
  return [...found, ...(await campaignsFit(stage))]
}

/** Points that orders brought, by the shop's own book: what was bought is its business. */
async function earnedPoints({ world }: Stage): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; points: number }>`
    select a.owner as id, sum(e.change)::int as points from points.entry e
      join points.transaction t on t.id = e.transaction_id join points.account a on a.id = e.account_id
     where t.kind in ('earn', 'take_back') and a.balance is not null and e.change <> 0 group by a.owner`.execute(world.db)
  return new Map(rows.map(({ id, points }) => [id, points]))
}

async function packetsLeft({ people }: Stage, at: number): Promise<number> {
  const { availableFen } = await people[at]!.client.listRedPackets({ limit: 1 })
  return availableFen
}

async function expiredPackets({ world }: Stage, shopperId: string): Promise<number> {
  const { rows } = await sql<{ fen: number }>`
    select coalesce(sum(-e.change), 0)::int as fen from redpacket.entry e
      join redpacket.transaction t on t.id = e.transaction_id join redpacket.account a on a.id = e.account_id
     where t.kind = 'expire' and a.owner = ${shopperId}`.execute(world.db)
  return rows[0]?.fen ?? 0
}

/** Nobody has more packets than allowed, and no campaign gave more than it had. */
async function campaignsFit({ world, shops, people, told }: Stage): Promise<string[]> {
  const { rows } = await sql<{ campaign: string; shopper: string; n: number; fen: number }>`
    select campaign_id as campaign, shopper_id as shopper, count(*)::int as n, sum(amount_fen)::int as fen
      from redpacket.packet group by campaign_id, shopper_id`.execute(world.db)
  const known = [...told.packets.values()].length
  const there = rows.reduce((sum, { n }) => sum + n, 0)
  const lost = told.tally.get('claim a red packet')?.get('lost') ?? 0
  return [
    ...shops.flatMap(({ campaign: { id, budgetFen, perShopper } }) => {
      const mine = rows.filter(({ campaign }) => campaign === id)
      const fen = mine.reduce((sum, row) => sum + row.fen, 0)
      return [
        ...(fen > budgetFen ? [`campaign ${id} gave ${fen} of ${budgetFen} fen`] : []),
        ...mine.filter(({ n }) => n > perShopper).map(({ shopper }) => `campaign ${id} gave shopper ${shopper} too many`),
      ]
    }),
    ...(there < known || there > known + lost * 4
      ? [`${known} red packets were given to ${people.length} people, there are ${there}`]
      : []),
  ]
}
