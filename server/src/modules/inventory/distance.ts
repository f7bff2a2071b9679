interface Point {
  longitude: number
  latitude: number
}

/** The seat of government of each province by the first two digits of its codes, to about ten kilometres: near enough to compare. */
const capitals: Record<string, readonly [longitude: number, latitude: number]> = {
  '11': [116.4, 39.9],
  '12': [117.2, 39.1],
  '13': [114.5, 38.0],
  '14': [112.5, 37.9],
  '15': [111.7, 40.8],
  '21': [123.4, 41.8],
  '22': [125.3, 43.9],
  '23': [126.6, 45.8],
  '31': [121.5, 31.2],
  '32': [118.8, 32.1],
  '33': [120.2, 30.3],
  '34': [117.3, 31.8],
  '35': [119.3, 26.1],
  '36': [115.9, 28.7],
  '37': [117.0, 36.7],
  '41': [113.7, 34.8],
  '42': [114.3, 30.6],
  '43': [113.0, 28.2],
  '44': [113.3, 23.1],
  '45': [108.3, 22.8],
  '46': [110.3, 20.0],
  '50': [106.5, 29.6],
  '51': [104.1, 30.7],
  '52': [106.7, 26.6],
  '53': [102.7, 25.0],
  '54': [91.1, 29.6],
  '61': [108.9, 34.3],
  '62': [103.8, 36.1],
  '63': [101.8, 36.6],
  '64': [106.3, 38.5],
  '65': [87.6, 43.8],
  '71': [121.5, 25.0],
  '81': [114.2, 22.3],
  '82': [113.5, 22.2],
}

/** 0 in the same district, 1 in the same city, 2 in the same province, 3 elsewhere or unknown. */
export function regionsAway(a: string, b: string): number {
  if (a === '' || b === '') return 3
  return a === b ? 0 : a.slice(0, 4) === b.slice(0, 4) ? 1 : a.slice(0, 2) === b.slice(0, 2) ? 2 : 3
}

/** As the crow flies, from a location to a district; of what has no coordinates, from the capital of its province. Infinite when unknown. */
export function kilometres(
  from: { districtCode: string; longitude: number | null; latitude: number | null },
  districtCode: string,
): number {
  const here =
    from.longitude !== null && from.latitude !== null
      ? { longitude: from.longitude, latitude: from.latitude }
      : capitalOf(from.districtCode)
  const there = capitalOf(districtCode)
  return here && there ? arc(here, there) : Number.POSITIVE_INFINITY
}

function capitalOf(districtCode: string): Point | undefined {
  const found = capitals[districtCode.slice(0, 2)]
  return found && { longitude: found[0], latitude: found[1] }
}

const RADIUS_KM = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

function arc(a: Point, b: Point): number {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2
  const h = half(a.latitude, b.latitude) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
