import type { AccessPart } from './part.ts'

const gameBody = {
  title: '转盘',
  rules: '',
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2099-01-01T00:00:00Z',
  enabled: true,
  freePerDay: 1,
  mostPerDay: 1,
  mostInAll: 1,
  pointsPrice: 0,
  shareChances: 0,
  orderChances: 0,
  prizes: [
    { title: '陶杯', kind: 'goods' as const, costFen: 1, oddsBps: 10_000, stock: 5 },
    { title: '谢谢参与', kind: 'thanks' as const, costFen: 0, oddsBps: 0, stock: 0 },
  ],
  candidates: [],
}

export const gameAccess: AccessPart = {
  things: async ({ shop, shopper }) => {
    const { id } = await shop.owner.createGame({ kind: 'wheel', ...gameBody })
    const draw = await shopper.client.drawPrize({ id, requestId: 'access-draw-1' })
    return { game: id, gameDraw: draw.id }
  },
  staff: {
    updateGame: { id: 'game', body: gameBody },
    endGame: { id: 'game' },
    listGameDraws: { id: 'game' },
    handOverPrize: { id: 'gameDraw' },
    getGameResults: { id: 'game' },
  },
  // Anybody may play, and sees of a game what they have won themselves.
  elsewhere: ['drawPrize', 'listMyDraws', 'buyGameChance', 'visitGame', 'voteInGame'],
}
