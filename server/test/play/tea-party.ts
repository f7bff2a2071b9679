import { AppError } from '../../src/kernel/errors.ts'
import { on, when } from '../../src/kernel/events.ts'
import { defineModule } from '../../src/kernel/module.ts'
import { orderCalls, orderClosed, orderUnitsRefunded, orderWaiting, playCalls, playSlot } from '../../src/modules/order/contract.ts'

/** There is no such party; every other campaign is one. */
export const NO_PARTY = '01a10000-0000-7000-8000-000000000001'
export const GUESTS = 2

/**
 * The smallest play there is: two guests make a tea party, at a price of its own; until the second has paid the first waits. It shows all
 * that a play needs: nothing in order, pricing or promotion knows of it. A real one keeps its seats in tables.
 */
export const teaParty = defineModule({
  name: 'tea-party',
  calls: playCalls,
  needs: { order: orderCalls },
  plugsInto: [playSlot],
  messages: {
    'zh-CN': { party_full: '座位已满', party_unknown: '没有这个茶会' },
    en: { party_full: 'No seat is left.', party_unknown: 'No such party.' },
  },
  create: ({ needs: { order } }) => {
    const seats = new Map<string, { campaignId: string; paid: boolean }>()
    const at = (campaignId: string) => [...seats].filter(([, seat]) => seat.campaignId === campaignId)
    const free = ({ key }: { key: string }) => Promise.resolve({ ok: seats.delete(key) || true } as const)
    return {
      calls: {
        playTerms: ({ campaignId }) => {
          if (campaignId === NO_PARTY) throw new AppError('not_found', 'party_unknown')
          const price = { unitPriceFen: 700, withOffers: false, freeFreight: true, available: null }
          return Promise.resolve({ price, withAssets: false, payMinutes: 5, waits: true })
        },
        playHold: ({ key, campaignId }) => {
          if (!seats.has(key) && at(campaignId).length >= GUESTS) throw new AppError('conflict', 'party_full')
          seats.set(key, seats.get(key) ?? { campaignId, paid: false })
          return Promise.resolve({ ok: true as const })
        },
        playRelease: free,
      },
      routes: [],
      handlers: [
        when(
          'tea-party',
          on(orderWaiting, 'tea-party.seat', async ({ payload: { orderId } }) => {
            const seat = seats.get(orderId)
            if (!seat) return void (await order.callOff({ orderId, reason: '座位已满，自动退款' }))
            seat.paid = true
            const paid = at(seat.campaignId).flatMap(([id, one]) => (one.paid ? [id] : []))
            if (paid.length === GUESTS) for (const id of paid) await order.goOn({ orderId: id })
          }),
        ),
        when(
          'tea-party',
          on(orderClosed, 'tea-party.leave', async ({ payload }) => void (await free({ key: payload.orderId }))),
        ),
        when(
          'tea-party',
          on(orderUnitsRefunded, 'tea-party.leave-refunded', async ({ payload }) => void (await free({ key: payload.orderId }))),
        ),
      ],
      jobs: [],
    }
  },
})
