import { allocate, unitShare } from '../../kernel/money.ts'
import type { Applied, BasketLine, Outcome, UnitRun } from './contract.ts'

export interface UnitShare {
  offerId: string
  amountFen: number
}
export interface UnitPrice {
  /** The n-th piece of its line, from 1. */
  nth: number
  amountFen: number
  payableFen: number
  shares: UnitShare[]
}

/**
 * What each piece of a line pays, and which offer takes how much off it. Pieces pay what `unitShare` says, as at a refund; each offer's share
 * of the line is then split over what is taken off its pieces, so that sums over pieces and sums over offers are both exact. Pure.
 */
export function perUnit(
  line: Pick<BasketLine, 'lineId' | 'unitPriceFen' | 'quantity'>,
  outcome: Pick<Outcome, 'lines' | 'applied'>,
): UnitPrice[] {
  const payable = outcome.lines.find((one) => one.lineId === line.lineId)?.payableFen ?? line.unitPriceFen * line.quantity
  const units = Array.from({ length: line.quantity }, (_, index): UnitPrice => {
    const payableFen = unitShare(payable, line.quantity, index + 1)
    return { nth: index + 1, amountFen: line.unitPriceFen, payableFen, shares: [] }
  })
  const left = units.map((unit) => unit.amountFen - unit.payableFen)
  for (const { offerId, amountFen } of sharesOf(outcome.applied, line.lineId)) {
    allocate(amountFen, left).forEach((fen, index) => {
      left[index]! -= fen
      if (fen > 0) units[index]!.shares.push({ offerId, amountFen: fen })
    })
  }
  return units
}

function sharesOf(applied: readonly Applied[], lineId: string): UnitShare[] {
  return applied.flatMap(({ offerId, shares }) =>
    shares.filter((share) => share.lineId === lineId).map(({ amountFen }) => ({ offerId, amountFen })),
  )
}

/** The same with pieces that are alike told once, for lines whose payable is known. */
export function unitRuns(input: {
  lines: readonly (Pick<BasketLine, 'lineId' | 'unitPriceFen' | 'quantity'> & { payableFen: number })[]
  applied: readonly Applied[]
}): { lines: { lineId: string; units: UnitRun[] }[] } {
  const outcome = {
    applied: [...input.applied],
    lines: input.lines.map((line) => ({ lineId: line.lineId, amountFen: 0, discountFen: 0, payableFen: line.payableFen })),
  }
  return { lines: input.lines.map((line) => ({ lineId: line.lineId, units: runs(perUnit(line, outcome)) })) }
}

function runs(units: readonly UnitPrice[]): UnitRun[] {
  const found: UnitRun[] = []
  for (const { nth: _nth, ...unit } of units) {
    const last = found.at(-1)
    const alike = last && last.payableFen === unit.payableFen && JSON.stringify(last.shares) === JSON.stringify(unit.shares)
    if (alike) last.pieces += 1
    else found.push({ pieces: 1, ...unit })
  }
  return found
}
