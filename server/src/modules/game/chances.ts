import { createHash } from 'node:crypto'
import { dayOf, later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { codeFor } from './code.ts'
import type { Games } from './context.ts'
import type { GameDb } from './db.ts'
import { openOnly } from './draw.ts'
import { gameOf, type GameRow, gamesForOrders } from './queries/games.ts'
import {
  addExtra,
  type Chance,
  chanceOf,
  countShared,
  dayOfPerson,
  dueChances,
  endChance,
  insertChance,
  lockPerson,
  personByCode,
} from './queries/persons.ts'

const done = { ok: true as const }
type Buying = { gameId: string; shopperId: string; requestId: string; points: number }

/**
 * A chance for points: written first, then its points are taken under its key, then it counts. A process that dies in between goes on by itself.
 * Throws `game_not_found`, `game_closed`, `game_not_for_points`, `game_price_changed`, `game_day_limit`, `balance_short`, `key_reused`.
 */
export async function buyChance(games: Games, wish: Buying): Promise<typeof done> {
  const now = games.now()
  const key = `buy:${wish.shopperId}:${wish.requestId}`
  const before = await chanceOf(games.db, key)
  if (!before) {
    const game = openOnly(await gameOf(games.db, wish.gameId), now)
    if (game.kind === 'vote' || game.pointsPrice === 0) throw new AppError('conflict', 'game_not_for_points')
    if (game.pointsPrice !== wish.points) throw new AppError('conflict', 'game_price_changed', { points: game.pointsPrice })
    const today = await dayOfPerson(games.db, wish, dayOf(now))
    if (today.drawn >= game.mostPerDay) throw new AppError('conflict', 'game_day_limit', { most: game.mostPerDay })
    const { gameId, shopperId, points } = wish
    const tryAt = later(now, { seconds: 30 })
    await insertChance(games.db, { key, gameId, shopperId, why: 'points', count: 1, points, state: 'due', now, tryAt })
  } else if (before.gameId !== wish.gameId) throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  const state = await takePoints(games, key)
  if (state === 'failed') throw new AppError('conflict', 'balance_short')
  return done
}

/** Takes the points of a chance and gives it; or it fails for want of them. Both are keyed. */
async function takePoints(games: Games, key: string): Promise<'given' | 'failed'> {
  const chance = await chanceOf(games.db, key)
  if (!chance || chance.state === 'failed') return 'failed'
  if (chance.state === 'given') return 'given'
  const game = await gameOf(games.db, chance.gameId)
  if (!game) return 'failed'
  if (!(await pointsTaken(games, game, { ...chance, key }))) {
    await endChance(games.db, key, 'failed')
    return (await chanceOf(games.db, key))?.state === 'given' ? 'given' : 'failed'
  }
  await inTx(games.db, async (tx) => {
    await lockPerson(tx, chance, { code: codeFor(), most: game.mostInAll })
    if (await endChance(tx, key, 'given')) await addExtra(tx, chance, chance.count)
  })
  return 'given'
}

/** False: there are too few. */
async function pointsTaken(
  games: Games,
  game: GameRow,
  { key, shopperId, points }: Pick<Chance, 'key' | 'shopperId' | 'points'>,
): Promise<boolean> {
  const requestId = createHash('sha256').update(key).digest('hex')
  const reason = `兑换抽奖机会：${game.title}`
  try {
    await games.points.adjust({ requestId, shopId: game.shopId, staffName: '', shopperId, change: -points, reason })
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // They were taken before, from an account that has become this one.
    if (error.code === 'key_reused') return true
    if (error.code !== 'balance_short') throw error
    return false
  }
}

/** Goes on with what a crash has left. Returns how many. */
export async function goOnBuying(games: Games): Promise<number> {
  const keys = await dueChances(games.db, games.now(), 50)
  for (const key of keys) await takePoints(games, key)
  return keys.length
}

async function giveChance(
  games: Games,
  tx: Db<GameDb>,
  { game, chance }: { game: GameRow; chance: Pick<Chance, 'key' | 'shopperId' | 'why' | 'count'> },
) {
  const now = games.now()
  const who = { gameId: game.id, shopperId: chance.shopperId }
  await lockPerson(tx, who, { code: codeFor(), most: game.mostInAll })
  if (await insertChance(tx, { ...chance, ...who, points: 0, state: 'given', now, tryAt: now })) await addExtra(tx, who, chance.count)
}

/** Somebody came by a friend's link: the friend has a chance more, once for each who comes and so many a day. Throws `game_not_found`, `game_closed`. */
export async function visit(
  games: Games,
  { gameId, shopperId, code }: { gameId: string; shopperId: string; code: string },
): Promise<typeof done> {
  const now = games.now()
  const game = openOnly(await gameOf(games.db, gameId), now)
  const friend = await personByCode(games.db, gameId, code)
  if (!friend || friend.shopperId === shopperId || game.shareChances === 0) return done
  const key = `share:${gameId}:${shopperId}`
  await inTx(games.db, async (tx) => {
    const who = { gameId, shopperId: friend.shopperId }
    await lockPerson(tx, who, { code: codeFor(), most: game.mostInAll })
    if (await chanceOf(tx, key)) return
    if (!(await countShared(tx, who, { day: dayOf(now), most: game.shareChances, mostPerDay: game.mostPerDay }))) return
    await giveChance(games, tx, { game, chance: { key, shopperId: friend.shopperId, why: 'share', count: 1 } })
  })
  return done
}

/** A paid order brings chances in the games of its shop that run, once. */
export async function ordered(games: Games, order: { orderId: string; shopId: string; shopperId: string }): Promise<void> {
  for (const { id, count } of await gamesForOrders(games.db, order.shopId, games.now())) {
    const game = await gameOf(games.db, id)
    if (!game) continue
    const chance = { key: `order:${id}:${order.orderId}`, shopperId: order.shopperId, why: 'order' as const, count }
    await inTx(games.db, (tx) => giveChance(games, tx, { game, chance }))
  }
}
