// Wording with places in braces: pure.

export type Params = Readonly<Record<string, string>>

const place = /\{(\w+)\}/g

/** `订单 {number} 已发货` with what stands for `number`; a place that nothing is given for is left out. */
export const fill = (wording: string, params: Params): string =>
  wording
    .replaceAll(place, (_, name: string) => params[name] ?? '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()

/** The first place of a wording that there is nothing for. */
export const unknownPlace = (wording: string, params: Params): string | undefined =>
  [...wording.matchAll(place)].map(([, name = '']) => name).find((name) => !(name in params))

/** A text message is charged by 70 signs, longer ones by 67 each. */
export const segmentsOf = (text: string): number => {
  const length = [...text].length
  return length <= 70 ? 1 : Math.ceil(length / 67)
}
