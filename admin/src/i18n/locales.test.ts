import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname
const read = (lang: string): Record<string, string> => JSON.parse(readFileSync(join(here, 'locales', `${lang}.json`), 'utf8'))
const languages = readdirSync(join(here, 'locales')).map((file) => file.replace('.json', ''))
const first = read('zh-CN')

const sources = readdirSync(join(here, '..'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(here, '..', path), 'utf8'))
  .join('\n')

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted()

test.each(languages)('%s has every key and no other', (lang) => {
  expect(Object.keys(read(lang))).toEqual(Object.keys(first))
})

test.each(languages)('%s fills the same places in every text', (lang) => {
  const texts = read(lang)
  // A rate of discount is told as 折 in Chinese and in percent elsewhere: there each language takes one of the two values.
  const differing = Object.keys(first).filter(
    (key) => key !== 'say.zhe' && placeholders(texts[key] ?? '').join() !== placeholders(first[key] ?? '').join(),
  )
  expect(differing).toEqual([])
})

test.each(languages)('%s has no empty text', (lang) => {
  expect(Object.entries(read(lang)).filter(([, text]) => text.trim() === '')).toEqual([])
})

test('every text is used', () => {
  expect(Object.keys(first).filter((key) => !sources.includes(`'${key}'`) && !sources.includes(`"${key}"`))).toEqual([])
})

test('every key that is asked for exists', () => {
  const asked = [...sources.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1] ?? '')
  expect(asked.length).toBeGreaterThan(200)
  expect(asked.filter((key) => !(key in first))).toEqual([])
})
