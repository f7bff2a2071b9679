import type { z } from 'zod'
import type { Results } from './context.ts'
import type { listCampaignResults, PlayNumbers } from './contract.ts'

type Row = z.input<typeof listCampaignResults.reply>['items'][number]
type Reached = Pick<Row, 'visitors'> & { shares: number; sharedVisits: number }
const NOBODY: Reached = { visitors: 0, shares: 0, sharedVisits: 0 }

/** Who saw these campaigns, by id. */
export async function reached(results: Results, kind: string, campaignIds: readonly string[]): Promise<(id: string) => Reached> {
  const found = new Map<string, Reached>()
  for (const one of results.reach().values()) {
    const { items } = await one.reachOf({ kind, campaignIds: [...campaignIds] })
    for (const { campaignId, ...counts } of items) found.set(campaignId, counts)
  }
  return (id) => found.get(id) ?? NOBODY
}

const stateAt = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }, now: string): Row['state'] =>
  endsAt <= now ? 'over' : startsAt > now ? 'soon' : 'running'

/** Campaigns of all plays, the latest first. */
export async function board(
  results: Results,
  shopId: string,
  { page, pageSize, kind }: z.output<typeof listCampaignResults.query>,
): Promise<z.input<typeof listCampaignResults.reply>> {
  const plays = [...results.plays()]
  const wanted = kind ? plays.filter(([name]) => name === kind) : plays
  const found = await Promise.all(
    wanted.map(async ([name, play]) => (await play.playCampaigns({ shopId })).items.map((item) => ({ ...item, kind: name }))),
  )
  const all = found.flat().toSorted((a, b) => b.startsAt.localeCompare(a.startsAt) || b.id.localeCompare(a.id))
  const shown = all.slice((page - 1) * pageSize, page * pageSize)
  const now = results.now().toISOString()
  const items = await Promise.all(
    shown.map(async (item): Promise<Row> => {
      const { gmvFen, costFen, paidOrders } = (await numbersOf(results, { shopId, kind: item.kind, id: item.id })) ?? EMPTY
      const { visitors } = (await reached(results, item.kind, [item.id]))(item.id)
      return { ...item, state: stateAt(item, now), visitors, gmvFen, costFen, paidOrders }
    }),
  )
  return { items, total: all.length, kinds: plays.map(([name]) => name).toSorted() }
}
const EMPTY = { gmvFen: 0, costFen: 0, paidOrders: 0 }

export async function numbersOf(
  results: Results,
  { shopId, kind, id }: { shopId: string; kind: string; id: string },
): Promise<PlayNumbers | null> {
  return (await results.plays().get(kind)?.playResults({ shopId, campaignId: id }))?.numbers ?? null
}
