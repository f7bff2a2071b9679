import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROUTES } from './routes'

test('the list of routes and the configuration of the app name the same pages', () => {
  const config = readFileSync(new URL('app.config.ts', import.meta.url), 'utf8')
  const main = [...config.matchAll(/'(pages\/\w+\/index)',$/gm)].map((match) => match[1])
  const below = [...config.matchAll(/root: '([\w/]+)',[^[]*pages: \[([^\]]+)\]/g)].flatMap(([, root, pages = '']) =>
    [...pages.matchAll(/'([\w/-]+)'/g)].map((match) => `${root}/${match[1]}`),
  )
  expect([...main, ...below].sort()).toEqual(
    Object.values(ROUTES)
      .map((route) => route.path as string)
      .sort(),
  )
})

test('no two pages have the same address', () => {
  const aliases = Object.values(ROUTES).map((route) => route.alias)
  expect(new Set(aliases).size).toBe(aliases.length)
})
