import { allocate } from '../../kernel/money.ts'
import type { PointsRule } from '../points/contract.ts'
import type { Quote } from './contract.ts'

export interface Offers {
  rule: PointsRule
  /** Points there are. */
  points: number
  redPacketFen: number
}

/**
 * Takes points, then red packets, off the goods after all discounts; freight is paid with money. Points pay at most the mall's share of the
 * goods, rounded down to the fen. Both are shared over lines like discounts, by capped largest remainder over what each line still costs.
 * Pure.
 */
export function deduct(quote: Quote, offers: Offers, wish: { points: boolean; redPackets: boolean }): Quote {
  const { rule } = offers
  const goodsFen = sum(payables(quote))
  const capFen = Number((BigInt(goodsFen) * BigInt(rule.capBps)) / 10_000n)
  const pointsUsableFen = rule.spending ? Math.min(Math.floor(offers.points / rule.perFen), capFen) : 0
  const pointsFen = wish.points ? pointsUsableFen : 0
  const redUsableFen = Math.min(offers.redPacketFen, goodsFen - pointsFen)
  const redPacketFen = wish.redPackets ? redUsableFen : 0
  const byPoints = spread(quote, 'pointsFen', pointsFen)
  return {
    ...spread(byPoints, 'redPacketFen', redPacketFen),
    assets: {
      points: {
        spending: rule.spending,
        available: offers.points,
        perFen: rule.perFen,
        capBps: rule.capBps,
        usableFen: pointsUsableFen,
      },
      redPackets: { availableFen: offers.redPacketFen, usableFen: redUsableFen },
    },
  }
}

const payables = (quote: Quote): number[] => quote.shops.flatMap((shop) => shop.lines.map((line) => line.payableFen))

function spread(quote: Quote, asset: 'pointsFen' | 'redPacketFen', amountFen: number): Quote {
  const shares = allocate(amountFen, payables(quote))
  let next = 0
  const shops = quote.shops.map((shop) => {
    const lines = shop.lines.map((line) => {
      const share = shares[next] ?? 0
      next += 1
      return { ...line, [asset]: share, payableFen: line.payableFen - share }
    })
    const share = sum(lines.map((line) => line[asset]))
    return { ...shop, lines, [asset]: share, payableFen: shop.payableFen - share }
  })
  return { ...quote, shops, [asset]: amountFen, payableFen: quote.payableFen - amountFen }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
