import type { Check, Violation } from '../../kernel/doctor.ts'
import type { Payments } from './context.ts'
import {
  closedButPayable,
  differencesLeft,
  forgotten,
  paidWithoutMoney,
  refundedTooMuch,
  strayMoney,
  walletParts,
} from './queries/checks.ts'

/** What must hold of payments on live data. */
export function paymentChecks(payments: Payments): Check[] {
  const { db, now } = payments
  return [
    { name: 'payment: never refunded more than was paid', invariant: 4, run: () => refundedTooMuch(db) },
    { name: 'payment: what is paid has its money', invariant: 14, run: () => paidWithoutMoney(db) },
    { name: 'payment: money that came for nothing goes back', invariant: 16, run: () => strayMoney(db) },
    { name: 'payment: what is closed cannot be paid', invariant: 16, run: () => closedButPayable(db) },
    {
      name: 'payment: parts from wallets are held, spent and given back as payments say',
      invariant: 17,
      run: () => walletPartsOff(payments),
    },
    { name: 'payment: differences of bills are looked into within a week', invariant: 15, run: () => differencesLeft(db, now()) },
    { name: 'payment: nothing intended is forgotten', invariant: 19, run: () => forgotten(db, now()) },
  ]
}

const due = { open: ['held'], paid: ['captured'], closed: ['released'] } as const

/** Payments whose part from the wallet is not as they say. What is on its way is a finding that goes away. */
async function walletPartsOff(payments: Payments): Promise<Violation[]> {
  const found: Violation[] = []
  for (let after = ''; ;) {
    const parts = await walletParts(payments.db, after, 500)
    const last = parts.at(-1)
    if (!last) return found
    const { items } = await payments.wallet.holds({ keys: parts.map((part) => part.key) })
    const holds = new Map(items.map((item) => [item.key, item]))
    for (const part of parts) {
      const hold = holds.get(part.key)
      const states: readonly string[] = part.walletFen === 0 && part.state !== 'open' ? ['released'] : due[part.state]
      const amountOff = part.walletFen > 0 && part.state !== 'closed' && hold?.amountFen !== part.walletFen
      if (!hold || !states.includes(hold.state) || amountOff || hold.returnedFen !== part.refundedFen) {
        const { state = 'missing', amountFen = 0, returnedFen = 0 } = hold ?? {}
        const says = `${part.state} with ${part.walletFen}, gave ${part.refundedFen} back`
        found.push({ id: part.key, text: `payment is ${says}; the wallet: ${state} ${amountFen}, gave ${returnedFen} back` })
      }
    }
    after = last.key
  }
}
