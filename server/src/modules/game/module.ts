import { randomInt } from 'node:crypto'
import { later } from '../../kernel/clock.ts'
import { on } from '../../kernel/events.ts'
import { type Caller, type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { orderPaid } from '../order/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { redpacketCalls } from '../redpacket/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { buyChance, goOnBuying, ordered, visit } from './chances.ts'
import type { Games } from './context.ts'
import * as contract from './contract.ts'
import { draw } from './draw.ts'
import { addGame, drawsOf, editGame, endNow, gamesOf, handOver, results } from './games.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { payOutDue } from './pay-out.ts'
import { leftBehind, personsOff, prizesOff, votesOff } from './queries/results.ts'
import { mineWon, onShow, show } from './view.ts'
import { vote } from './vote.ts'

export const game = defineModule({
  name: 'game',
  calls: { ...contract.gameCalls, ...mergeSlot.calls },
  needs: { points: pointsCalls, promotion: promotionCalls, redpacket: redpacketCalls, shopper: shopperCalls },
  plugsInto: [mergeSlot],
  messages,
  create: ({ db, now, newId, needs }) => {
    const games: Games = { db, now, newId, roll: () => randomInt(10_000), ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        put: async (wish) => {
          const { shopId, ...input } = contract.gameCalls.put.input.parse(wish)
          return { id: (await addGame(games, { shopId, platform: true }, input)).id }
        },
      },
      routes: [...shopRoutes(games), ...staffRoutes(games)],
      handlers: [on(orderPaid, 'game.bring-chances', ({ payload }) => ordered(games, payload))],
      jobs: [
        sweep({ name: 'game.pay-out', everyMs: 2_000, run: () => payOutDue(games) }),
        sweep({ name: 'game.go-on-buying', everyMs: 5_000, run: () => goOnBuying(games) }),
      ],
      checks: [
        { name: 'game: prizes count the draws that won them, and odds sum to one', invariant: 9, run: () => prizesOff(db) },
        { name: 'game: persons have played as often as they were counted', invariant: 9, run: () => personsOff(db) },
        { name: 'game: candidates have the votes that were given', invariant: 9, run: () => votesOff(db) },
        { name: 'game: what was won and bought is given', invariant: 19, run: () => leftBehind(db, later(now(), { hours: -1 })) },
      ],
    }
  },
})

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)
const makerOf = (caller: Caller) => {
  const { shopId, platform } = staffOf(caller)
  return { shopId, platform: platform === true }
}

const shopRoutes = (games: Games): Route[] => [
  route(contract.listGames, (_caller, { query }) => onShow(games, query)),
  route(contract.getGame, (caller, { params }) => show(games, params.id, viewerOf(caller))),
  route(contract.drawPrize, (caller, { params, body }) => draw(games, { ...body, gameId: params.id, shopperId: shopperOf(caller) })),
  route(contract.listMyDraws, (caller, { params, query }) => mineWon(games, { ...query, gameId: params.id, shopperId: shopperOf(caller) })),
  route(contract.buyGameChance, (caller, { params, body }) =>
    buyChance(games, { ...body, gameId: params.id, shopperId: shopperOf(caller) }),
  ),
  route(contract.visitGame, (caller, { params, body }) => visit(games, { ...body, gameId: params.id, shopperId: shopperOf(caller) })),
  route(contract.voteInGame, async (caller, { params, body }) => {
    const shopperId = shopperOf(caller)
    await vote(games, { ...body, gameId: params.id, shopperId })
    return show(games, params.id, shopperId)
  }),
]

const staffRoutes = (games: Games): Route[] => [
  route(contract.listAdminGames, (caller, { query }) => gamesOf(games, staffOf(caller).shopId, query)),
  route(contract.createGame, (caller, { body }) => addGame(games, makerOf(caller), body)),
  route(contract.updateGame, (caller, { params, body }) => editGame(games, makerOf(caller), { ...body, id: params.id })),
  route(contract.endGame, (caller, { params }) => endNow(games, staffOf(caller).shopId, params.id)),
  route(contract.listGameDraws, (caller, { params, query }) => drawsOf(games, staffOf(caller).shopId, { ...query, id: params.id })),
  route(contract.handOverPrize, (caller, { params }) => handOver(games, staffOf(caller), params.id)),
  route(contract.getGameResults, (caller, { params }) => results(games, staffOf(caller).shopId, params.id)),
]
