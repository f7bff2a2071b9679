import type { z } from 'zod'
import { dayOf, later } from '../../kernel/clock.ts'
import { type Db, inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { codeFor } from './code.ts'
import type { Games } from './context.ts'
import type { MyDraw } from './contract.ts'
import type { GameDb } from './db.ts'
import { ladderOf } from './odds.ts'
import { payOut } from './pay-out.ts'
import { drawByRequest, type DrawRow, insertDraw } from './queries/draws.ts'
import { gameOf, type GameRow, type PrizeRow, prizesOf, takePrize } from './queries/games.ts'
import { countTurn, dayOfPerson, lockPerson } from './queries/persons.ts'

export interface Wish {
  gameId: string
  shopperId: string
  requestId: string
}

/** Throws `game_not_found`, `game_closed`. */
export function openOnly(game: GameRow | undefined, now: Date): GameRow {
  if (!game) throw new AppError('not_found', 'game_not_found')
  if (!game.enabled || game.startsAt > now || game.endsAt <= now) throw new AppError('conflict', 'game_closed')
  return game
}

/**
 * One spin or scratch, once for each request: chance and stock are decided in one transaction with the chance it uses up, and what was won is given
 * afterwards, as often as it takes. Throws `game_not_found`, `game_closed`, `game_no_chance`, `game_day_limit`, `game_person_limit`, `key_reused`.
 */
export async function draw(games: Games, wish: Wish): Promise<z.input<typeof MyDraw>> {
  const row = (await drawByRequest(games.db, wish.shopperId, wish.requestId)) ?? (await drawOnce(games, wish))
  if (row.gameId !== wish.gameId) throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  if (row.state === 'due') await payOut(games, row.id)
  return drawShown((await drawByRequest(games.db, wish.shopperId, wish.requestId)) ?? row)
}

async function drawOnce(games: Games, wish: Wish): Promise<DrawRow> {
  try {
    await inTx(games.db, (tx) => drawIn(games, tx, wish))
  } catch (error) {
    // The same request was at work beside this one: its result is the one.
    if (!isDuplicate(error, 'draw_request')) throw error
  }
  const row = await drawByRequest(games.db, wish.shopperId, wish.requestId)
  if (!row) throw new AppError('conflict', 'game_closed')
  return row
}

async function drawIn(games: Games, tx: Db<GameDb>, wish: Wish): Promise<void> {
  const now = games.now()
  const game = openOnly(await gameOf(tx, wish.gameId, { lock: 'share' }), now)
  if (game.kind === 'vote') throw new AppError('not_found', 'game_not_found')
  const day = dayOf(now)
  const person = await lockPerson(tx, wish, { code: codeFor(), most: game.mostInAll })
  // Behind the lock: the same request may have been drawn meanwhile.
  if (await drawByRequest(tx, wish.shopperId, wish.requestId)) return
  const free = await takeTurn(tx, { game, wish, day, person })
  const prizes = await prizesOf(tx, [game.id])
  const roll = games.roll()
  const [rolled, prize] = await win(tx, prizes, roll)
  const state = prize.kind === 'thanks' ? 'none' : prize.kind === 'goods' ? 'code' : 'due'
  const code = state === 'code' ? codeFor() : null
  const { gameId, shopperId, requestId } = wish
  const of = { gameId, shopperId, requestId, shopId: game.shopId, roll, rolledId: rolled.id, prizeId: prize.id }
  await insertDraw(tx, { ...of, id: games.newId(), day, free, state, code, tryAt: later(now, { seconds: 30 }), now })
}

interface Turn {
  game: GameRow
  wish: Wish
  day: string
  person: { extra: number; drawn: number }
}

/** A free chance of today first, then one of the others. True: it was free. */
async function takeTurn(tx: Db<GameDb>, { game, wish, day, person }: Turn): Promise<boolean> {
  const { mostPerDay, mostInAll } = game
  const today = await dayOfPerson(tx, wish, day)
  if (person.drawn >= mostInAll) throw new AppError('conflict', 'game_person_limit', { most: mostInAll })
  if (today.drawn >= mostPerDay) throw new AppError('conflict', 'game_day_limit', { most: mostPerDay })
  const free = today.free < game.freePerDay
  if (!free && person.extra < 1) throw new AppError('conflict', 'game_no_chance')
  if (!(await countTurn(tx, wish, { day, free, mostPerDay, mostInAll }))) throw new AppError('conflict', 'game_no_chance')
  return free
}

/** The first of what this roll may win that is still there. `thanks` always is. */
async function win(tx: Db<GameDb>, prizes: readonly PrizeRow[], roll: number): Promise<[PrizeRow, PrizeRow]> {
  const ladder = ladderOf(prizes, roll)
  for (const prize of ladder) if (await takePrize(tx, prize.id)) return [ladder[0] ?? prize, prize]
  throw new Error(`nothing could be won by ${roll}`)
}

export const drawShown = (row: DrawRow): z.input<typeof MyDraw> => ({
  id: row.id,
  gameId: row.gameId,
  prizeId: row.prizeId,
  prize: row.prize,
  kind: row.kind,
  state: row.state,
  code: row.code,
  at: row.at.toISOString(),
})
