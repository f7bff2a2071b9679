import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Games } from './context.ts'
import type { AdminGame, GameChange, GameDraw, GameResults, listAdminGames, listGameDraws, NewGame } from './contract.ts'
import type { GameDb } from './db.ts'
import { drawOf, type DrawRow, drawsPage, handDraw } from './queries/draws.ts'
import {
  candidatesOf,
  changeGame,
  changeStock,
  gameOf,
  type GameRow,
  gamesPage,
  insertGame,
  type PrizeRow,
  prizesOf,
  putCandidates,
  putPrizes,
  stopGame,
} from './queries/games.ts'
import { daysOf, numbersOf, prizeNumbers, timesOf } from './queries/results.ts'

type Shown = z.input<typeof AdminGame>
type Kind = NewGame['kind']
/** `platform`: works for the mall, whose money points and red packets are. */
interface Maker {
  shopId: string
  platform: boolean
}

function stateOf({ enabled, startsAt, endsAt }: GameRow, now: Date): Shown['state'] {
  if (endsAt <= now) return 'over'
  if (!enabled) return 'off'
  return startsAt > now ? 'soon' : 'running'
}

async function shown(games: Games, rows: readonly GameRow[]): Promise<Shown[]> {
  const ids = rows.map((row) => row.id)
  const [prizes, candidates, times] = await Promise.all([prizesOf(games.db, ids), candidatesOf(games.db, ids), timesOf(games.db, ids)])
  return rows.map((row) => {
    const { shopId: _, ...rest } = row
    return {
      ...rest,
      state: stateOf(row, games.now()),
      prizes: prizes.filter((one) => one.gameId === row.id).map(({ gameId: __, position: ___, ...one }) => one),
      candidates: candidates
        .filter((one) => one.gameId === row.id)
        .toSorted((a, b) => a.position - b.position)
        .map(({ id, title, text, picture, votes }) => ({
          id,
          title,
          text,
          votes,
          picture: picture as Shown['candidates'][number]['picture'],
        })),
      times: times.get(row.id) ?? 0,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
    }
  })
}

async function shownOne(games: Games, id: string): Promise<Shown> {
  const row = await gameOf(games.db, id)
  if (!row) throw new AppError('not_found', 'game_not_found')
  const [one] = await shown(games, [row])
  return one!
}

/** What is left of ten thousand is for `thanks`, of which there is one. Throws what is wrong. */
function checked<G extends GameChange>(kind: Kind, game: G, { platform }: Maker): G {
  if (new Date(game.endsAt) <= new Date(game.startsAt)) throw new AppError('invalid', 'game_times_wrong')
  if (kind === 'vote') {
    if (game.candidates.length < 2) throw new AppError('invalid', 'game_candidates_wrong')
    return { ...game, prizes: [], pointsPrice: 0, shareChances: 0, orderChances: 0, mostPerDay: Math.max(1, game.freePerDay) }
  }
  const { prizes } = game
  if (prizes.length < 2 || prizes.filter((one) => one.kind === 'thanks').length !== 1 || !prizes.every(complete))
    throw new AppError('invalid', 'game_prizes_wrong')
  if (!platform && prizes.some((one) => one.kind === 'points' || one.kind === 'red_packet'))
    throw new AppError('forbidden', 'game_prize_platform')
  const odds = prizes.reduce((sum, one) => sum + (one.kind === 'thanks' ? 0 : one.oddsBps), 0)
  if (odds > 10_000 || prizes.some((one, at) => one.instead !== null && (one.instead >= prizes.length || one.instead === at)))
    throw new AppError('invalid', 'game_odds_wrong')
  return {
    ...game,
    candidates: [],
    prizes: prizes.map((one) => (one.kind === 'thanks' ? { ...one, oddsBps: 10_000 - odds, costFen: 0, instead: null } : one)),
  }
}

const complete = ({ kind, points, couponTemplateId, amountFen, stock }: GameChange['prizes'][number]): boolean =>
  kind === 'thanks' ||
  (stock >= 1 &&
    (kind !== 'points' || points >= 1) &&
    (kind !== 'coupon' || couponTemplateId !== null) &&
    (kind !== 'red_packet' || amountFen >= 1))

const withIds = <T extends object>(games: Games, items: readonly T[]): (T & { id: string })[] =>
  items.map((one) => ({ ...one, id: games.newId() }))

export async function addGame(games: Games, by: Maker, input: NewGame): Promise<Shown> {
  const game = checked(input.kind, input, by)
  const id = games.newId()
  await inTx(games.db, async (tx) => {
    await insertGame(tx, { ...game, id, shopId: by.shopId, now: games.now() })
    await putPrizes(tx, id, withIds(games, game.prizes))
    await putCandidates(tx, id, withIds(games, game.candidates))
  })
  return shownOne(games, id)
}

/** Once somebody has played, what was shown stays: prizes, odds and candidates; stock may grow. Throws `game_fixed`. */
export async function editGame(games: Games, by: Maker, { id, ...input }: GameChange & { id: string }): Promise<Shown> {
  const { kind } = await mine(games, by.shopId, id)
  const game = checked(kind, input, by)
  await inTx(games.db, async (tx) => {
    // Whoever draws holds a share of this lock: nobody does while it changes.
    await gameOf(tx, id, { lock: 'update' })
    await changeGame(tx, id, game)
    if (((await timesOf(tx, [id])).get(id) ?? 0) > 0) return keepShown(tx, id, game)
    await putPrizes(tx, id, withIds(games, game.prizes))
    await putCandidates(tx, id, withIds(games, game.candidates))
  })
  return shownOne(games, id)
}

async function keepShown(tx: Db<GameDb>, id: string, game: GameChange): Promise<void> {
  const prizes = await prizesOf(tx, [id])
  const candidates = (await candidatesOf(tx, [id])).toSorted((a, b) => a.position - b.position)
  const same =
    prizes.length === game.prizes.length &&
    prizes.every((one, at) => sameOf(one) === sameOf(game.prizes[at]!)) &&
    candidates.map((one) => one.title).join('\n') === game.candidates.map((one) => one.title).join('\n')
  if (!same) throw new AppError('conflict', 'game_fixed')
  for (const [at, { id: prizeId, kind }] of prizes.entries())
    if (kind !== 'thanks' && !(await changeStock(tx, prizeId, game.prizes[at]!.stock))) throw new AppError('conflict', 'game_fixed')
}

const sameOf = (
  one: Pick<PrizeRow, 'title' | 'kind' | 'points' | 'couponTemplateId' | 'amountFen' | 'validDays' | 'oddsBps' | 'instead'>,
): string => JSON.stringify([one.title, one.kind, one.points, one.couponTemplateId, one.amountFen, one.validDays, one.oddsBps, one.instead])

async function mine(games: Games, shopId: string, id: string): Promise<GameRow> {
  const game = await gameOf(games.db, id, { shopId })
  if (!game) throw new AppError('not_found', 'game_not_found')
  return game
}

export async function endNow(games: Games, shopId: string, id: string): Promise<Shown> {
  await mine(games, shopId, id)
  await stopGame(games.db, id, games.now())
  return shownOne(games, id)
}

export async function gamesOf(
  games: Games,
  shopId: string,
  query: z.output<typeof listAdminGames.query>,
): Promise<z.input<typeof listAdminGames.reply>> {
  const { items, total } = await gamesPage(games.db, shopId, query)
  return { items: await shown(games, items), total }
}

async function drawsShown(games: Games, rows: readonly DrawRow[]): Promise<z.input<typeof GameDraw>[]> {
  const ids = [...new Set(rows.map((row) => row.shopperId))]
  const { items } = ids.length > 0 ? await games.shopper.find({ ids }) : { items: [] }
  const names = new Map(items.map((one) => [one.id, one.nickname]))
  return rows.map(({ id, shopperId, prize, kind, state, code, handedBy, at }) => ({
    id,
    shopper: { id: shopperId, nickname: names.get(shopperId) ?? '' },
    prize,
    kind,
    state,
    code,
    handedBy,
    at: at.toISOString(),
  }))
}

export async function drawsOf(
  games: Games,
  shopId: string,
  { id, ...query }: z.output<typeof listGameDraws.query> & { id: string },
): Promise<z.input<typeof listGameDraws.reply>> {
  await mine(games, shopId, id)
  const { items, total } = await drawsPage(games.db, id, { ...query, won: query.won === 'true', code: query.code })
  return { items: await drawsShown(games, items), total }
}

/** The goods of a code leave, once. Throws `game_draw_not_found`, `game_handed`. */
export async function handOver(games: Games, by: { shopId: string; name: string }, id: string): Promise<z.input<typeof GameDraw>> {
  const handed = await handDraw(games.db, { id, shopId: by.shopId, staffName: by.name, now: games.now() })
  const row = await drawOf(games.db, id)
  if (row?.shopId !== by.shopId) throw new AppError('not_found', 'game_draw_not_found')
  if (!handed) throw new AppError('conflict', 'game_handed')
  const [one] = await drawsShown(games, [row])
  return one!
}

export async function results(games: Games, shopId: string, id: string): Promise<z.input<typeof GameResults>> {
  await mine(games, shopId, id)
  const [numbers, prizes, days] = await Promise.all([numbersOf(games.db, id), prizeNumbers(games.db, id), daysOf(games.db, id)])
  return { ...numbers, prizes, days }
}
