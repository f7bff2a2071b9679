import type { Phrase } from './lexicon.ts'
import { normalise } from './text.ts'

const isWord = (word: string): boolean => /^\p{Script=Han}{2,}$/u.test(word)
const farthest = 3
const longest = 10

/** Two words that stand near each other in one run of a title, the second a thing, make a question that finds it: 无线 … 耳机. */
export function pairs(
  titles: readonly { title: string; words: readonly string[]; popularity: number }[],
  things: ReadonlySet<string>,
): Phrase[] {
  const found = new Map<string, { words: string[]; weight: number }>()
  for (const { title, words, popularity } of titles) {
    for (const run of runsOf(normalise(title), words)) {
      for (const [first, second] of near(run)) {
        const text = first + second
        const known = found.get(text)
        if (known) known.weight += popularity
        else if (things.has(second) && text.length <= longest) found.set(text, { words: [first, second], weight: popularity })
      }
    }
  }
  return [...found].map(([text, { words, weight }]) => ({ text, kind: 'query', weight: Math.min(9, 1 + Math.log2(1 + weight)), words }))
}

function near(run: readonly string[]): [string, string][] {
  return run.flatMap((first, index) =>
    run.slice(index + 1, index + 1 + farthest).flatMap((second): [string, string][] => (first === second ? [] : [[first, second]])),
  )
}

/** The words of a title, parted where a space or sign stands between them. */
function runsOf(title: string, words: readonly string[]): string[][] {
  const runs: string[][] = []
  let end = -1
  for (const word of words) {
    const at = title.indexOf(word, Math.max(end, 0))
    if (at < 0) continue
    if (at !== end) runs.push([])
    if (isWord(word)) runs.at(-1)?.push(word)
    end = at + word.length
  }
  return runs
}
