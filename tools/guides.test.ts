import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

test('every test that the page of invariants names is there', () => {
  const page = readFileSync(join(root, 'docs/guides/invariants.md'), 'utf8')
  const named = [...page.matchAll(/^ +- `([^`]+\.test\.ts)`: (.+)$/gm)]
  const has = (file: string, title: string) =>
    ["'", '`'].some((quote) => readFileSync(join(root, file), 'utf8').includes(quote + title + quote))
  const gone = named.filter(([, file = '', title = '']) => !has(file, title))
  expect(gone.map(([row]) => row)).toEqual([])
  expect(named.length).toBeGreaterThan(40)
})
