import { areaList } from '@vant/area-data'

export interface Region {
  code: string
  name: string
}
export interface PlaceOfDistrict {
  province: string
  city: string
  district: string
  districtCode: string
}

const provinces: Record<string, string> = areaList.province_list
const cities: Record<string, string> = areaList.city_list
const districts: Record<string, string> = areaList.county_list

const rows = (list: Record<string, string>, prefix: string): Region[] =>
  Object.entries(list)
    .filter(([code]) => code.startsWith(prefix))
    .map(([code, name]) => ({ code, name }))

/** Provinces, the cities of a province, or the districts of a city (GB/T 2260). */
export function regions(parent?: string): Region[] {
  if (!parent) return rows(provinces, '')
  if (parent.endsWith('0000')) return rows(cities, parent.slice(0, 2))
  if (parent.endsWith('00')) return rows(districts, parent.slice(0, 4))
  return []
}

/** The names that belong to a district's code; nothing for a code nobody has. */
export function placeOf(districtCode: string): PlaceOfDistrict | undefined {
  const district = districts[districtCode]
  const city = cities[`${districtCode.slice(0, 4)}00`]
  const province = provinces[`${districtCode.slice(0, 2)}0000`]
  return district && city && province ? { province, city, district, districtCode } : undefined
}

/** 北京市 and 北京 are one place, as are 内蒙古自治区 and 内蒙古. */
const short = (name: string): string => name.replace(/(特别行政区|(壮族|回族|维吾尔)?自治区|自治州|地区|盟|省|市|区|县|旗)$/, '')

interface Found {
  place: PlaceOfDistrict
  rest: string
}

/** Finds province, city and district in a text that begins with them; the district decides, what is missing above it is filled in. */
export function findPlace(text: string): Found | undefined {
  let best: (Found & { score: number }) | undefined
  for (const [code, district] of Object.entries(districts)) {
    const place = text.includes(short(district)) || text.includes(district) ? placeOf(code) : undefined
    if (!place) continue
    const found = match(text, place)
    if (found && (!best || found.score > best.score)) best = { place, ...found }
  }
  return best && { place: best.place, rest: best.rest }
}

/** How well a text names a place: each level that is named counts, whole names more than short ones. */
function match(text: string, place: PlaceOfDistrict): { rest: string; score: number } | undefined {
  let rest = text
  let score = 0
  for (const [index, name] of [place.province, place.city, place.district].entries()) {
    const said = [name, short(name)].find((form) => form.length > 1 && rest.slice(0, 40).includes(form))
    if (!said) {
      if (index === 2) return undefined
      continue
    }
    score += said.length + 10
    const at = rest.indexOf(said)
    rest = rest.slice(0, at) + rest.slice(at + said.length)
  }
  return { rest: rest.trim(), score }
}
