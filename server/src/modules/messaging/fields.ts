// Rules of the places of subscribe templates: pure. What is too long is cut, so that the platform never refuses it.

type Rule = {
  /** Whether the text may stand there as it is. */
  fits: (text: string) => boolean
  /** The nearest text that may. */
  mend: (text: string) => string
}

const cut = (text: string, most: number): string => {
  const signs = [...text]
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`
}
const keep = (text: string, allowed: RegExp, most: number): string => (text.match(allowed) ?? []).join('').slice(0, most)
const matching = (pattern: RegExp, mend: Rule['mend']): Rule => ({ fits: (text) => pattern.test(text), mend })

const chinese = /\p{Script=Han}/u
const moment = String.raw`\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})`
const hour = String.raw`\d{1,2}:\d{2}(:\d{2})?`
const timeOf = new RegExp(`^(${moment} )?${hour}(~(${moment} )?${hour})?$`)
const dateOf = new RegExp(`^${moment}( ${hour})?(~${moment}( ${hour})?)?$`)

/** A name is counted as Chinese as soon as it holds one Chinese sign. */
const nameFits = (text: string): boolean => text !== '' && [...text].length <= (chinese.test(text) ? 10 : 20)

const rules: Record<string, Rule> = {
  thing: { fits: (text) => text !== '' && [...text].length <= 20, mend: (text) => cut(text, 20) },
  number: matching(/^[\d.]{1,32}$/, (text) => keep(text, /[\d.]/g, 32)),
  letter: matching(/^[A-Za-z]{1,32}$/, (text) => keep(text, /[A-Za-z]/g, 32)),
  symbol: { fits: (text) => /^[^\p{L}\p{N}\s]{1,5}$/u.test(text), mend: (text) => keep(text, /[^\p{L}\p{N}\s]/gu, 5) },
  character_string: matching(/^[\x21-\x7e]([\x20-\x7e]{0,30}[\x21-\x7e])?$/, (text) => keep(text, /[\x20-\x7e]/g, 32).trim()),
  time: matching(timeOf, (text) => text.trim()),
  date: matching(dateOf, (text) => text.trim()),
  amount: matching(/^[¥￥$]?\d{1,10}(\.\d{1,2})?元?$/, (text) => text.replaceAll(/[\s,，]/g, '')),
  phone_number: matching(/^[\d+\-*() ]{1,17}$/, (text) => keep(text, /[\d+\-*() ]/g, 17)),
  car_number: { fits: (text) => text !== '' && [...text].length <= 8, mend: (text) => [...text].slice(0, 8).join('') },
  name: { fits: nameFits, mend: (text) => [...text].slice(0, chinese.test(text) ? 10 : 20).join('') },
  phrase: matching(/^\p{Script=Han}{1,5}$/u, (text) => [...keep(text, /\p{Script=Han}/gu, 40)].slice(0, 5).join('')),
}

const ruleOf = (key: string): Rule | undefined => rules[/^([a-z_]+?)\d+$/.exec(key)?.[1] ?? '']

/** A place of a template at WeChat: its kind and a number, as `thing1`. */
export const isFieldKey = (key: string): boolean => ruleOf(key) !== undefined

/** What goes into the place; null when no text like this may stand there. */
export function fitField(key: string, text: string): string | null {
  const rule = ruleOf(key)
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  if (!rule) return flat === '' ? null : flat
  if (rule.fits(flat)) return flat
  const mended = rule.mend(flat)
  return rule.fits(mended) ? mended : null
}
