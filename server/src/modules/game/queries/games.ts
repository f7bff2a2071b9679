import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { GameChange, NewGame } from '../contract.ts'
import type { GameDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'kind',
  'title',
  'rules',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'enabled',
  'free_per_day as freePerDay',
  'most_per_day as mostPerDay',
  'most_in_all as mostInAll',
  'points_price as pointsPrice',
  'share_chances as shareChances',
  'order_chances as orderChances',
  'created_at as createdAt',
] as const
const prizeColumns = [
  'id',
  'game_id as gameId',
  'position',
  'title',
  'kind',
  'points',
  'coupon_template_id as couponTemplateId',
  'amount_fen as amountFen',
  'valid_days as validDays',
  'cost_fen as costFen',
  'odds_bps as oddsBps',
  'stock',
  'won',
  'instead',
] as const

const rowOf = (input: GameChange) => ({
  title: input.title,
  rules: input.rules,
  starts_at: new Date(input.startsAt),
  ends_at: new Date(input.endsAt),
  enabled: input.enabled,
  free_per_day: input.freePerDay,
  most_per_day: input.mostPerDay,
  most_in_all: input.mostInAll,
  points_price: input.pointsPrice,
  share_chances: input.shareChances,
  order_chances: input.orderChances,
})

export async function insertGame(tx: Db<GameDb>, game: NewGame & { id: string; shopId: string; now: Date }): Promise<void> {
  await tx
    .insertInto('game.game')
    .values({ id: game.id, shop_id: game.shopId, kind: game.kind, created_at: game.now, ...rowOf(game) })
    .execute()
}

export async function changeGame(tx: Db<GameDb>, id: string, input: GameChange): Promise<void> {
  await tx.updateTable('game.game').set(rowOf(input)).where('id', '=', id).execute()
}

/** Over from now on. */
export async function stopGame(db: Db<GameDb>, id: string, now: Date): Promise<void> {
  await sql`update game.game set enabled = false,
    ends_at = case when starts_at < ${now} then least(ends_at, ${now}::timestamptz) else ends_at end where id = ${id}`.execute(db)
}

/** `lock`: its prizes and limits stay as they are until the transaction ends. */
export async function gameOf(db: Db<GameDb>, id: string, { shopId, lock }: { shopId?: string; lock?: 'share' | 'update' } = {}) {
  let query = db.selectFrom('game.game').select(columns).where('id', '=', id)
  if (shopId) query = query.where('shop_id', '=', shopId)
  if (lock === 'share') query = query.forShare()
  if (lock === 'update') query = query.forUpdate()
  return query.executeTakeFirst()
}
export type GameRow = NonNullable<Awaited<ReturnType<typeof gameOf>>>

export async function gamesPage(db: Db<GameDb>, shopId: string, query: { page: number; pageSize: number }) {
  const all = db.selectFrom('game.game').where('shop_id', '=', shopId)
  const items = await all
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** Games that run or will, those that end first first. */
export async function gamesOnShow(db: Db<GameDb>, query: { now: Date; after: string | undefined; limit: number }) {
  let page = db
    .selectFrom('game.game')
    .select([...columns, sql<number>`(select count(*) from game.person p where p.game_id = game.id and p.drawn > 0)::int`.as('people')])
    .where('enabled', '=', true)
    .where('ends_at', '>', query.now)
  if (query.after) page = page.where(sql<boolean>`(ends_at, id) > (select ends_at, id from game.game where id = ${query.after}::uuid)`)
  return page.orderBy('ends_at').orderBy('id').limit(query.limit).execute()
}

/** Running games of a shop whose paid orders bring chances. */
export async function gamesForOrders(db: Db<GameDb>, shopId: string, now: Date): Promise<{ id: string; count: number }[]> {
  return db
    .selectFrom('game.game')
    .select(['id', 'order_chances as count'])
    .where('shop_id', '=', shopId)
    .where('enabled', '=', true)
    .where('order_chances', '>', 0)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .execute()
}

export async function prizesOf(db: Db<GameDb>, gameIds: readonly string[]) {
  if (gameIds.length === 0) return []
  return db
    .selectFrom('game.prize')
    .select(prizeColumns)
    .where('game_id', 'in', [...gameIds])
    .orderBy('position')
    .execute()
}
export type PrizeRow = Awaited<ReturnType<typeof prizesOf>>[number]

/** The prizes as they stand in the list; those of before are gone. Only while nobody has played. */
export async function putPrizes(
  tx: Db<GameDb>,
  gameId: string,
  prizes: readonly (GameChange['prizes'][number] & { id: string })[],
): Promise<void> {
  await tx.deleteFrom('game.prize').where('game_id', '=', gameId).execute()
  if (prizes.length === 0) return
  await tx
    .insertInto('game.prize')
    .values(
      prizes.map((one, position) => ({
        id: one.id,
        game_id: gameId,
        position,
        title: one.title,
        kind: one.kind,
        points: one.points,
        coupon_template_id: one.couponTemplateId,
        amount_fen: one.amountFen,
        valid_days: one.validDays,
        cost_fen: one.costFen,
        odds_bps: one.oddsBps,
        stock: one.stock,
        instead: one.instead,
      })),
    )
    .execute()
}

export async function changeStock(tx: Db<GameDb>, prizeId: string, stock: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update game.prize set stock = ${stock} where id = ${prizeId} and stock <= ${stock}`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

/** One of this prize is won, if one is left. */
export async function takePrize(tx: Db<GameDb>, prizeId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update game.prize set won = won + 1
    where id = ${prizeId} and (kind = 'thanks' or won < stock)`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

export async function candidatesOf(db: Db<GameDb>, gameIds: readonly string[]) {
  if (gameIds.length === 0) return []
  return db
    .selectFrom('game.candidate')
    .select(['id', 'game_id as gameId', 'position', 'title', 'text', 'picture', 'votes'])
    .where('game_id', 'in', [...gameIds])
    .orderBy('votes', 'desc')
    .orderBy('position')
    .execute()
}

export async function putCandidates(
  tx: Db<GameDb>,
  gameId: string,
  candidates: readonly (GameChange['candidates'][number] & { id: string })[],
): Promise<void> {
  await tx.deleteFrom('game.candidate').where('game_id', '=', gameId).execute()
  for (const [position, one] of candidates.entries())
    await sql`insert into game.candidate (id, game_id, position, title, text, picture) values
      (${one.id}, ${gameId}, ${position}, ${one.title}, ${one.text}, ${one.picture ? JSON.stringify(one.picture) : null}::jsonb)`.execute(
      tx,
    )
}
