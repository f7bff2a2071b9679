import { kilometres, regionsAway } from './distance.ts'
import type { Rule } from './queries/shelf.ts'

/** A location as the choice sees it. */
export interface Place {
  id: string
  priority: number
  districtCode: string
  longitude: number | null
  latitude: number | null
}
/** Where the goods go to. */
export interface Destination {
  districtCode: string
}
export interface Wanted {
  skuId: string
  quantity: number
  /** Free pieces by location id. */
  free: ReadonlyMap<string, number>
}
export interface Allotted {
  skuId: string
  locationId: string
  quantity: number
}

/** More locations than this are not tried in every combination. */
const TRY_ALL = 10

/**
 * From which locations an order is served. A line comes whole from one location if any has it, and is split only when none has. Among the
 * locations the rule decides: the nearest to the destination, the first by priority, or as few parcels as can be. Nothing decides by chance:
 * the same stock gives the same answer. Answers the SKU that is short when there is not enough.
 */
export function allot(
  lines: readonly Wanted[],
  places: readonly Place[],
  how: { rule: Rule; to?: Destination | undefined },
): { allotted: Allotted[] } | { short: string } {
  const ranked = rank(places, how)
  for (const line of lines) {
    const all = ranked.reduce((sum, place) => sum + free(line, place), 0)
    if (all < line.quantity) return { short: line.skuId }
  }
  const chosen = how.rule === 'fewest' && ranked.length > 1 ? fewest(lines, ranked) : ranked
  return { allotted: lines.flatMap((line) => serve(line, chosen)) }
}

const free = (line: Wanted, place: Place): number => Math.max(0, line.free.get(place.id) ?? 0)

/** Best first. Nearest is by region, then by distance; equals go by priority, then by id. */
export function rank(places: readonly Place[], { rule, to }: { rule: Rule; to?: Destination | undefined }): Place[] {
  const byPriority = (a: Place, b: Place): number => a.priority - b.priority || (a.id < b.id ? -1 : 1)
  if (rule !== 'nearest' || !to) return places.toSorted(byPriority)
  const far = new Map(
    places.map((place) => [place.id, [regionsAway(place.districtCode, to.districtCode), kilometres(place, to.districtCode)]]),
  )
  const at = (place: Place, index: number): number => far.get(place.id)?.[index] ?? Number.POSITIVE_INFINITY
  return places.toSorted((a, b) => at(a, 0) - at(b, 0) || (at(a, 1) === at(b, 1) ? 0 : at(a, 1) - at(b, 1)) || byPriority(a, b))
}

/** One line: whole from the first that has it, else in pieces from the first that have some. */
function serve(line: Wanted, places: readonly Place[]): Allotted[] {
  const whole = places.find((place) => free(line, place) >= line.quantity)
  if (whole) return [{ skuId: line.skuId, locationId: whole.id, quantity: line.quantity }]
  const parts: Allotted[] = []
  let open = line.quantity
  for (const place of places) {
    const quantity = Math.min(open, free(line, place))
    if (quantity > 0) parts.push({ skuId: line.skuId, locationId: place.id, quantity })
    open -= quantity
  }
  return parts
}

/** The smallest set of locations, best first among equals, that serves every line without splitting one that need not be split. */
function fewest(lines: readonly Wanted[], ranked: readonly Place[]): readonly Place[] {
  const splittable = new Set(lines.filter((line) => !ranked.some((place) => free(line, place) >= line.quantity)).map((line) => line.skuId))
  const serves = (set: readonly Place[]): boolean =>
    lines.every((line) =>
      splittable.has(line.skuId)
        ? set.reduce((sum, place) => sum + free(line, place), 0) >= line.quantity
        : set.some((place) => free(line, place) >= line.quantity),
    )
  const pool = ranked.filter((place) => lines.some((line) => free(line, place) > 0)).slice(0, TRY_ALL)
  for (let size = 1; size < pool.length; size += 1) {
    for (const set of combinations(pool, size)) if (serves(set)) return set
  }
  return ranked
}

/** Every choice of `size` places, those with better ones first. */
function* combinations(places: readonly Place[], size: number): Generator<readonly Place[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let at = 0; at <= places.length - size; at += 1) {
    for (const rest of combinations(places.slice(at + 1), size - 1)) yield [places[at]!, ...rest]
  }
}
