import type { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { codeFor } from './code.ts'
import type { Games } from './context.ts'
import type { Game, listGames, listMyDraws } from './contract.ts'
import { drawShown } from './draw.ts'
import { lately, wonBy } from './queries/draws.ts'
import { candidatesOf, gameOf, type GameRow, gamesOnShow, prizesOf } from './queries/games.ts'
import { dayOfPerson, lockPerson, votedToday } from './queries/persons.ts'

const stateOf = ({ startsAt, endsAt, enabled }: GameRow, now: Date): 'soon' | 'running' | 'over' => {
  if (endsAt <= now || !enabled) return 'over'
  return startsAt > now ? 'soon' : 'running'
}

const idPattern = /^[0-9a-f-]{36}$/
function cursorOf(cursor: string | undefined): string | undefined {
  if (cursor && !idPattern.test(cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return cursor
}

export async function onShow(games: Games, query: z.output<typeof listGames.query>): Promise<z.input<typeof listGames.reply>> {
  const now = games.now()
  const rows = await gamesOnShow(games.db, { now, after: cursorOf(query.cursor), limit: query.limit + 1 })
  const items = rows.slice(0, query.limit).map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: stateOf(row, now),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    people: row.people,
  }))
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}

/** A game with its odds, as they hold, and what the one who asks may do. Throws `game_not_found`. */
export async function show(games: Games, id: string, viewerId: string | null): Promise<z.input<typeof Game>> {
  const row = await gameOf(games.db, id)
  if (!row) throw new AppError('not_found', 'game_not_found')
  const [prizes, candidates, winners] = await Promise.all([prizesOf(games.db, [id]), candidatesOf(games.db, [id]), winnersOf(games, id)])
  const { kind, title, rules, freePerDay, mostPerDay, mostInAll, pointsPrice, shareChances, orderChances } = row
  return {
    id,
    kind,
    title,
    rules,
    freePerDay,
    mostPerDay,
    mostInAll,
    pointsPrice,
    shareChances,
    orderChances,
    state: stateOf(row, games.now()),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    prizes: prizes.map((one) => ({
      id: one.id,
      title: one.title,
      kind: one.kind,
      oddsBps: one.oddsBps,
      left: one.kind === 'thanks' ? null : one.stock - one.won,
    })),
    candidates: candidates.map((one) => ({
      id: one.id,
      title: one.title,
      text: one.text,
      picture: one.picture as z.input<typeof Game>['candidates'][number]['picture'],
      votes: one.votes,
      // Those with as many votes share a place.
      rank: candidates.filter((other) => other.votes > one.votes).length + 1,
    })),
    votes: candidates.reduce((sum, one) => sum + one.votes, 0),
    lately: winners,
    mine: viewerId ? await mineOf(games, row, viewerId) : null,
  }
}

async function winnersOf(games: Games, id: string): Promise<z.input<typeof Game>['lately']> {
  const rows = await lately(games.db, id, 10)
  const ids = [...new Set(rows.map((row) => row.shopperId))]
  const { items } = ids.length > 0 ? await games.shopper.find({ ids }) : { items: [] }
  const names = new Map(items.map((one) => [one.id, `${[...one.nickname][0] ?? ''}**`]))
  return rows.map((row) => ({ nickname: names.get(row.shopperId) ?? '**', prize: row.prize, at: row.at.toISOString() }))
}

async function mineOf(games: Games, game: GameRow, shopperId: string): Promise<z.input<typeof Game>['mine']> {
  const who = { gameId: game.id, shopperId }
  const day = dayOf(games.now())
  // Whoever looks has a code for their link from then on.
  const { extra, drawn, code } = await lockPerson(games.db, who, { code: codeFor(), most: game.mostInAll })
  const today = await dayOfPerson(games.db, who, day)
  const isVote = game.kind === 'vote'
  const freeLeft = Math.max(0, game.freePerDay - (isVote ? today.drawn : today.free))
  const room = Math.min(isVote ? game.freePerDay - today.drawn : game.mostPerDay - today.drawn, game.mostInAll - drawn)
  const chances = Math.max(0, Math.min(freeLeft + (isVote ? 0 : extra), room))
  return {
    chances,
    freeLeft: Math.min(freeLeft, chances),
    canBuy: !isVote && game.pointsPrice > 0 && room > chances,
    code,
    voted: isVote ? await votedToday(games.db, who, day) : [],
  }
}

/** What a shopper has won of a game, newest first. Throws `game_not_found`. */
export async function mineWon(
  games: Games,
  { gameId, shopperId, ...query }: z.output<typeof listMyDraws.query> & { gameId: string; shopperId: string },
): Promise<z.input<typeof listMyDraws.reply>> {
  if (!(await gameOf(games.db, gameId))) throw new AppError('not_found', 'game_not_found')
  const rows = await wonBy(games.db, { gameId, shopperId, before: cursorOf(query.cursor), limit: query.limit + 1 })
  const items = rows.slice(0, query.limit).map(drawShown)
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}
