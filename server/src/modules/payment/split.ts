export interface Parts {
  amountFen: number
  walletFen: number
}

/**
 * How much of a refund goes back into the wallet. Pure. The wallet gets back floor(W × T ÷ A) of all that is refunded so far (W of A came
 * from it, T is refunded with this one), less what it has got; a part never gets more than it paid. So any sequence of refunds sums exactly,
 * and when all is refunded each part has all it paid.
 */
export function walletShare(paid: Parts, before: Parts, amountFen: number): number {
  if (paid.walletFen === 0) return 0
  const total = before.amountFen + amountFen
  const due = Number((BigInt(paid.walletFen) * BigInt(total)) / BigInt(paid.amountFen)) - before.walletFen
  const channelLeft = paid.amountFen - paid.walletFen - (before.amountFen - before.walletFen)
  const least = Math.max(0, amountFen - channelLeft)
  const most = Math.min(amountFen, paid.walletFen - before.walletFen)
  return Math.max(least, Math.min(most, due))
}
