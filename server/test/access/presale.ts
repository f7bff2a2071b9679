import { randomUUID } from 'node:crypto'
import type { AccessPart } from './part.ts'

const presaleBody = {
  title: '预售',
  priceFen: 900,
  depositFen: 100,
  worthFen: 200,
  word: 'earnest' as const,
  refundBefore: false,
  unpaid: 'forfeit' as const,
  pieces: 5,
  perPerson: 1,
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2099-01-01T00:00:00Z',
  balanceStartsAt: '2099-01-01T00:00:00Z',
  balanceEndsAt: '2099-02-01T00:00:00Z',
  waitUntil: null,
  shipBy: '2099-03-01T00:00:00Z',
  freeFreight: true,
  enabled: true,
}
const paying = { method: 'wechat_h5' as const, returnPath: null }

export const presaleAccess: AccessPart = {
  things: async ({ shop, shopper, skuId }) => {
    const { id } = await shop.owner.createPresale({ kind: 'deposit', skuId, ...presaleBody })
    const wish = { requestId: randomUUID(), quantity: 1, depositFen: 100, worthFen: 200, agreed: true as const, ...paying }
    const { deposit } = await shopper.client.startDeposit({ id, ...wish })
    return { presale: id, deposit: deposit.id }
  },
  staff: {
    updatePresale: { id: 'presale', body: presaleBody },
    endPresale: { id: 'presale' },
    cancelPresale: { id: 'presale' },
    listPresaleDeposits: { id: 'presale' },
    getPresaleResults: { id: 'presale' },
  },
  shopper: {
    payDeposit: { id: 'deposit', body: paying },
    getDeposit: { id: 'deposit' },
    quitDeposit: { id: 'deposit' },
    getOrderPresale: { id: 'order' },
    quitPresaleOrder: { id: 'order' },
  },
  // Anybody may pay a deposit of their own.
  elsewhere: ['startDeposit'],
}
