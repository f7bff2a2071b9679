import { pinyin } from 'pinyin-pro'

const known = new Map<string, readonly string[]>()
const keepAtMost = 200_000

/** The syllables of a Chinese word without tones (`lian yi qun`; ü is v); a letter or digit stands for itself. */
export function syllables(word: string): readonly string[] {
  const before = known.get(word)
  if (before) return before
  const found = pinyin(word, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }).map((part) => part.toLowerCase())
  if (known.size >= keepAtMost) known.clear()
  known.set(word, found)
  return found
}

/** What sounds alike to many is written alike: zh z, ch c, sh s, -ng -n, l n, f h. */
export function blurred(parts: readonly string[]): string {
  return parts
    .map((part) =>
      part
        .replace(/^(z|c|s)h/, '$1')
        .replace(/^n(?=[aeiouv])/, 'l')
        .replace(/^hu(?=[aeo])/, 'f')
        .replace(/(?<=[aeiouv])ng$/, 'n'),
    )
    .join(' ')
}

/** At most one letter added, dropped, changed, or two neighbours swapped. */
export function oneApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return a === b
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB) return true
  return restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}
