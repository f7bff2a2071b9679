import type { z } from 'zod'
import type { FreightTemplateInput } from './contract.ts'

export type Template = Omit<z.output<typeof FreightTemplateInput>, 'isDefault' | 'name'>
type Rate = Template['rates'][number]

export interface FreightLine {
  skuId: string
  quantity: number
  weightGrams: number
  volumeMl: number
  /** What is to be paid for the goods of this line. */
  goodsFen: number
  /** Nothing: the shop charges no freight for it. */
  template: Template | undefined
}

export interface Freight {
  freightFen: number
  undeliverable: string[]
}

/**
 * Freight of one shop's goods to a district (six digits). Goods of one template are weighed together; templates add up. A rate for the
 * district goes before one for its city, that before one for its province, that before "everywhere else". A region that is excluded, or
 * that no rate covers, is not served.
 */
export function freightTo(districtCode: string, lines: readonly FreightLine[]): Freight {
  const groups = Map.groupBy(lines, (line) => line.template)
  let freightFen = 0
  const undeliverable: string[] = []
  for (const [template, group] of groups) {
    if (!template) continue
    const rate = rateFor(template, districtCode)
    if (rate) freightFen += charge(rate, { units: unitsOf(template.by, group), goodsFen: sum(group.map((line) => line.goodsFen)) })
    else undeliverable.push(...group.map((line) => line.skuId))
  }
  return { freightFen, undeliverable }
}

/** A district, its city, its province. */
const regionsOf = (code: string): string[] => [code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]

function rateFor(template: Template, districtCode: string): Rate | undefined {
  const regions = regionsOf(districtCode)
  if (regions.some((region) => template.excludedCodes.includes(region))) return undefined
  const exact = regions.map((region) => template.rates.find((rate) => rate.regionCodes.includes(region))).find((rate) => rate !== undefined)
  return exact ?? template.rates.find((rate) => rate.regionCodes.length === 0)
}

function unitsOf(by: Template['by'], lines: readonly FreightLine[]): number {
  if (by === 'piece') return sum(lines.map((line) => line.quantity))
  return sum(lines.map((line) => line.quantity * (by === 'weight' ? line.weightGrams : line.volumeMl)))
}

function charge(rate: Rate, load: { units: number; goodsFen: number }): number {
  if (rate.freeOverFen !== null && load.goodsFen >= rate.freeOverFen) return 0
  const further = Math.ceil(Math.max(0, load.units - rate.firstUnits) / rate.nextUnits)
  return rate.firstFen + further * rate.nextFen
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** What is wrong with the rates of a template: a region twice, or two rates for everywhere else. */
export function faultOfRates(template: Pick<Template, 'rates' | 'excludedCodes'>): 'region_twice' | 'two_rates_for_the_rest' | undefined {
  const codes = [...template.rates.flatMap((rate) => rate.regionCodes), ...template.excludedCodes]
  if (new Set(codes).size < codes.length) return 'region_twice'
  return template.rates.filter((rate) => rate.regionCodes.length === 0).length > 1 ? 'two_rates_for_the_rest' : undefined
}
