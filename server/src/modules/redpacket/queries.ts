import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { CampaignInput } from './contract.ts'
import type { RedpacketDb } from './db.ts'

export interface NewPacket {
  id: string
  source: string
  campaignId: string | null
  shopperId: string
  title: string
  amountFen: number
  expiresAt: Date
  now: Date
}

/** False: what it is for gave one before. */
export async function insertPacket(tx: Db<RedpacketDb>, packet: NewPacket): Promise<boolean> {
  const row = await tx
    .insertInto('redpacket.packet')
    .values({
      id: packet.id,
      source: packet.source,
      campaign_id: packet.campaignId,
      shopper_id: packet.shopperId,
      title: packet.title,
      amount_fen: packet.amountFen,
      expires_at: packet.expiresAt,
      created_at: packet.now,
    })
    .onConflict((conflict) => conflict.column('source').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const packetColumns = sql`p.id, p.title, p.amount_fen as "amountFen", a.balance as "leftFen", p.expires_at as "expiresAt",
  p.expired_at as "expiredAt", p.created_at as "createdAt"`
const withAccount = sql`from redpacket.packet p join redpacket.account a on a.owner = p.shopper_id and a.name = 'packet:' || p.id`

export interface PacketRow {
  id: string
  title: string
  amountFen: number
  leftFen: number
  expiresAt: Date
  expiredAt: Date | null
  createdAt: Date
}

/** Packets of a shopper, newest first. */
export async function packetsOf(
  db: Db<RedpacketDb>,
  query: { shopperId: string; before: string | undefined; limit: number },
): Promise<PacketRow[]> {
  const older = query.before
    ? sql`and (p.created_at, p.id) < (select created_at, id from redpacket.packet where id = ${query.before} and shopper_id = ${query.shopperId})`
    : sql``
  const { rows } = await sql<PacketRow>`select ${packetColumns} ${withAccount}
    where p.shopper_id = ${query.shopperId} ${older} order by p.created_at desc, p.id desc limit ${query.limit}`.execute(db)
  return rows
}

/** What can be spent now, those that expire first first. `lock`: nobody else spends it until the transaction ends. */
export async function usablePackets(db: Db<RedpacketDb>, { shopperId, now, lock }: { shopperId: string; now: Date; lock: boolean }) {
  const { rows } = await sql<PacketRow>`select ${packetColumns} ${withAccount}
    where p.shopper_id = ${shopperId} and p.expires_at > ${now} and a.balance > 0
    order by p.expires_at, p.id ${lock ? sql`for update of a` : sql``}`.execute(db)
  return rows
}

/** Packets whose time is over, taken by one worker at a time, with what is left in them. */
export async function duePackets(tx: Db<RedpacketDb>, now: Date, limit: number) {
  const { rows } = await sql<PacketRow & { shopperId: string }>`
    select ${packetColumns}, p.shopper_id as "shopperId" ${withAccount}
    where p.expired_at is null and p.expires_at <= ${now} order by p.expires_at limit ${limit} for update of p, a skip locked`.execute(tx)
  return rows
}

export async function markExpired(tx: Db<RedpacketDb>, id: string, now: Date): Promise<void> {
  await tx.updateTable('redpacket.packet').set({ expired_at: now }).where('id', '=', id).execute()
}

/** What came back lasts until then, at least. */
export async function keepUntil(tx: Db<RedpacketDb>, ids: readonly string[], until: Date): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('redpacket.packet')
    .set({ expires_at: sql<Date>`greatest(expires_at, ${until})`, expired_at: null })
    .where('id', 'in', [...ids])
    .execute()
}

const campaignColumns = [
  'id',
  'title',
  'min_fen as minFen',
  'max_fen as maxFen',
  'budget_fen as budgetFen',
  'granted_fen as grantedFen',
  'granted',
  'per_shopper as perShopper',
  'valid_days as validDays',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'enabled',
  'created_at as createdAt',
] as const

export async function campaignsPage(db: Db<RedpacketDb>, shopId: string, query: { page: number; pageSize: number }) {
  const items = await db
    .selectFrom('redpacket.campaign')
    .select(campaignColumns)
    .where('shop_id', '=', shopId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await db
    .selectFrom('redpacket.campaign')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { items, total }
}

const rowOf = (input: CampaignInput) => ({
  title: input.title,
  min_fen: input.minFen,
  max_fen: input.maxFen,
  budget_fen: input.budgetFen,
  per_shopper: input.perShopper,
  valid_days: input.validDays,
  starts_at: new Date(input.startsAt),
  ends_at: new Date(input.endsAt),
  enabled: input.enabled,
})

export async function insertCampaign(db: Db<RedpacketDb>, campaign: CampaignInput & { id: string; shopId: string; now: Date }) {
  return db
    .insertInto('redpacket.campaign')
    .values({ id: campaign.id, shop_id: campaign.shopId, created_at: campaign.now, ...rowOf(campaign) })
    .returning(campaignColumns)
    .executeTakeFirstOrThrow()
}

/** Nothing: it is not this shop's, or more is granted than the new budget. */
export async function changeCampaign(db: Db<RedpacketDb>, campaign: CampaignInput & { id: string; shopId: string }) {
  return db
    .updateTable('redpacket.campaign')
    .set(rowOf(campaign))
    .where('id', '=', campaign.id)
    .where('shop_id', '=', campaign.shopId)
    .where('granted_fen', '<=', campaign.budgetFen)
    .returning(campaignColumns)
    .executeTakeFirst()
}

export async function campaignOf(db: Db<RedpacketDb>, id: string, shopId?: string) {
  let query = db.selectFrom('redpacket.campaign').select(campaignColumns).where('id', '=', id)
  if (shopId) query = query.where('shop_id', '=', shopId)
  return query.executeTakeFirst()
}

/** Takes an amount of at most `drawnFen` out of the budget, and locks the campaign: what is left, when it is less. Nothing: it is used up. */
export async function takeFromBudget(tx: Db<RedpacketDb>, id: string, draw: { drawnFen: number; now: Date }): Promise<number | undefined> {
  const { rows } = await sql<{ amount: number }>`
    with before as (select granted_fen from redpacket.campaign where id = ${id} for update)
    update redpacket.campaign c set granted_fen = least(c.granted_fen + ${draw.drawnFen}, c.budget_fen), granted = granted + 1
    from before where c.id = ${id} and c.enabled and c.starts_at <= ${draw.now} and c.ends_at > ${draw.now}
      and c.budget_fen - c.granted_fen >= c.min_fen
    returning (c.granted_fen - before.granted_fen)::bigint as amount`.execute(tx)
  return rows[0]?.amount
}

export async function packetsHad(db: Db<RedpacketDb>, campaignId: string, shopperId: string): Promise<number> {
  const { count } = await db
    .selectFrom('redpacket.packet')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('campaign_id', '=', campaignId)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirstOrThrow()
  return count
}

export async function openCampaigns(db: Db<RedpacketDb>, shopperId: string, now: Date) {
  const { rows } = await sql<{ id: string; title: string; minFen: number; maxFen: number; endsAt: Date; left: number }>`
    select c.id, c.title, c.min_fen as "minFen", c.max_fen as "maxFen", c.ends_at as "endsAt",
      greatest(0, c.per_shopper - (select count(*) from redpacket.packet p where p.campaign_id = c.id and p.shopper_id = ${shopperId}))::int as left
    from redpacket.campaign c
    where c.enabled and c.starts_at <= ${now} and c.ends_at > ${now} and c.budget_fen - c.granted_fen >= c.min_fen
    order by c.ends_at, c.id limit 50`.execute(db)
  return rows
}

/** Campaigns whose budget is not what their packets say. */
export async function campaignsOff(db: Db<RedpacketDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select c.id::text as id, format('granted %s fen in %s, packets: %s in %s', c.granted_fen, c.granted, coalesce(sum(p.amount_fen), 0), count(p.id)) as text
    from redpacket.campaign c left join redpacket.packet p on p.campaign_id = c.id
    group by c.id having c.granted_fen <> coalesce(sum(p.amount_fen), 0) or c.granted <> count(p.id)`.execute(db)
  return rows
}
