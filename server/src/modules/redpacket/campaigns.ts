import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { RedPackets } from './context.ts'
import type { CampaignInput, listOpenRedPackets, listRedPacketCampaigns, listRedPackets, RedPacketCampaign } from './contract.ts'
import { campaignOf, campaignsPage, changeCampaign, insertCampaign, openCampaigns, packetsOf, usablePackets } from './queries.ts'

type Row = Awaited<ReturnType<typeof insertCampaign>>
const campaign = ({ startsAt, endsAt, createdAt, ...row }: Row): z.input<typeof RedPacketCampaign> => ({
  ...row,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  createdAt: createdAt.toISOString(),
})

function check(input: CampaignInput): void {
  const wrong = input.maxFen < input.minFen || input.budgetFen < input.minFen || input.endsAt <= input.startsAt
  if (wrong) throw new AppError('invalid', 'campaign_wrong')
}

export async function addCampaign(packets: RedPackets, shopId: string, input: CampaignInput): Promise<z.input<typeof RedPacketCampaign>> {
  check(input)
  return campaign(await insertCampaign(packets.db, { ...input, shopId, id: packets.newId(), now: packets.now() }))
}

export async function editCampaign(
  packets: RedPackets,
  shopId: string,
  { id, ...input }: CampaignInput & { id: string },
): Promise<z.input<typeof RedPacketCampaign>> {
  if (!(await campaignOf(packets.db, id, shopId))) throw new AppError('not_found', 'campaign_not_found')
  check(input)
  const row = await changeCampaign(packets.db, { ...input, shopId, id })
  if (!row) throw new AppError('invalid', 'campaign_wrong')
  return campaign(row)
}

export async function campaignsOf(
  packets: RedPackets,
  shopId: string,
  query: z.output<typeof listRedPacketCampaigns.query>,
): Promise<z.input<typeof listRedPacketCampaigns.reply>> {
  const { items, total } = await campaignsPage(packets.db, shopId, query)
  return { items: items.map(campaign), total }
}

export async function open(packets: RedPackets, shopperId: string): Promise<z.input<typeof listOpenRedPackets.reply>> {
  const rows = await openCampaigns(packets.db, shopperId, packets.now())
  return { items: rows.map((row) => ({ ...row, endsAt: row.endsAt.toISOString() })) }
}

export async function availableOf(packets: RedPackets, shopperId: string): Promise<{ availableFen: number }> {
  const rows = await usablePackets(packets.db, { shopperId, now: packets.now(), lock: false })
  return { availableFen: rows.reduce((sum, row) => sum + row.leftFen, 0) }
}

/** A shopper's packets, newest first. */
export async function mine(
  packets: RedPackets,
  shopperId: string,
  query: z.output<typeof listRedPackets.query>,
): Promise<z.input<typeof listRedPackets.reply>> {
  if (query.cursor && !/^[0-9a-f-]{36}$/.test(query.cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const rows = await packetsOf(packets.db, { shopperId, before: query.cursor, limit: query.limit + 1 })
  const now = packets.now()
  const items = rows.slice(0, query.limit).map(({ expiredAt, expiresAt, createdAt, ...row }) => ({
    ...row,
    expiresAt: expiresAt.toISOString(),
    createdAt: createdAt.toISOString(),
    state: expiredAt || expiresAt <= now ? ('expired' as const) : row.leftFen > 0 ? ('usable' as const) : ('used' as const),
  }))
  const nextCursor = rows.length > query.limit ? (items.at(-1)?.id ?? null) : null
  return { items, nextCursor, ...(await availableOf(packets, shopperId)) }
}
