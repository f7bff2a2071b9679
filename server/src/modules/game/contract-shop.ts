import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Id, IdParams, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { DrawState, GameKind, PrizeKind } from './contract-admin.ts'

const State = z.enum(['soon', 'running', 'over'])
export const GameCard = z
  .object({ id: Id, kind: GameKind, title: z.string(), state: State, startsAt: Time, endsAt: Time, people: z.int() })
  .meta({ id: 'GameCard' })

/** What the one who asks may do now. */
const Mine = z
  .object({
    /** Draws or votes that are left, free ones and others. */
    chances: z.int(),
    freeLeft: z.int(),
    /** A chance can be bought now. */
    canBuy: z.boolean(),
    /** For a link: friends who come by it bring chances. */
    code: z.string(),
    /** Candidates voted for today. */
    voted: z.array(Id),
  })
  .meta({ id: 'MyGame' })

export const Game = z
  .object({
    id: Id,
    kind: GameKind,
    title: z.string(),
    rules: z.string(),
    state: State,
    startsAt: Time,
    endsAt: Time,
    freePerDay: z.int(),
    mostPerDay: z.int(),
    mostInAll: z.int(),
    pointsPrice: z.int(),
    shareChances: z.int(),
    orderChances: z.int(),
    /** In the order in which they stand on the wheel, with their odds, which are the ones that hold. */
    prizes: z.array(z.object({ id: Id, title: z.string(), kind: PrizeKind, oddsBps: z.int(), left: z.int().nullable() })),
    /** The one with the most votes first. */
    candidates: z.array(
      z.object({ id: Id, title: z.string(), text: z.string(), picture: Picture.nullable(), votes: z.int(), rank: z.int() }),
    ),
    votes: z.int(),
    /** Those who won last; only the first letters of their names. */
    lately: z.array(z.object({ nickname: z.string(), prize: z.string(), at: Time })),
    mine: Mine.nullable(),
  })
  .meta({ id: 'Game' })

export const MyDraw = z
  .object({ id: Id, gameId: Id, prizeId: Id, prize: z.string(), kind: PrizeKind, state: DrawState, code: z.string().nullable(), at: Time })
  .meta({ id: 'MyGameDraw' })

const away = ['game_not_found', 'game_closed'] as const
export const listGames = operation({
  id: 'listGames',
  face: 'shop',
  method: 'GET',
  path: '/games',
  access: 'public',
  query: CursorQuery,
  reply: cursorOf(GameCard),
})
export const getGame = operation({
  id: 'getGame',
  face: 'shop',
  method: 'GET',
  path: '/games/:id',
  access: 'public',
  params: IdParams,
  reply: Game,
  errors: ['game_not_found'],
})
export const drawPrize = operation({
  id: 'drawPrize',
  face: 'shop',
  method: 'POST',
  path: '/games/:id/draws',
  summary: 'Spins or scratches once; the same request again is the same result',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey }),
  reply: MyDraw,
  errors: [...away, 'game_no_chance', 'game_day_limit', 'game_person_limit', 'key_reused'],
  limit: { times: 60, seconds: 60 },
})
export const listMyDraws = operation({
  id: 'listMyDraws',
  face: 'shop',
  method: 'GET',
  path: '/games/:id/draws',
  summary: 'What the shopper has won of a game',
  access: 'shopper',
  params: IdParams,
  query: CursorQuery,
  reply: cursorOf(MyDraw),
  errors: ['game_not_found'],
})
export const buyGameChance = operation({
  id: 'buyGameChance',
  face: 'shop',
  method: 'POST',
  path: '/games/:id/chances',
  summary: 'A chance for points; keyed, twice is once',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, points: z.int().min(1) }),
  reply: Done,
  errors: [...away, 'game_not_for_points', 'game_price_changed', 'game_day_limit', 'balance_short', 'key_reused'],
  limit: { times: 30, seconds: 60 },
})
export const visitGame = operation({
  id: 'visitGame',
  face: 'shop',
  method: 'POST',
  path: '/games/:id/visits',
  summary: 'Somebody came by the link of a friend, who gets a chance for it, once for each who comes',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ code: z.string().max(20) }),
  reply: Done,
  errors: [...away],
  limit: { times: 30, seconds: 60 },
})
export const voteInGame = operation({
  id: 'voteInGame',
  face: 'shop',
  method: 'POST',
  path: '/games/:id/votes',
  summary: 'Votes for a candidate, once a day for each; again it is the same vote',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ candidateId: Id }),
  reply: Game,
  errors: [...away, 'game_candidate_not_found', 'game_no_votes', 'game_person_limit'],
  limit: { times: 60, seconds: 60 },
})
