import { expect, test } from 'vitest'
import { createAuthenticate, forgetSession } from './session.ts'

function sessions() {
  const alive = new Map([
    ['sh_a', { id: 'p1', sessionId: 's1' }],
    ['sh_b', { id: 'p1', sessionId: 's2' }],
  ])
  let asked = 0
  const authenticate = createAuthenticate({
    shopper: {
      whoIs: async ({ token }: { token: string }) => {
        asked += 1
        return { shopper: alive.get(token) ?? null }
      },
    },
  })
  return { alive, authenticate, asked: () => asked }
}

test('a session is looked up once in a few seconds, a wrong token each time', async () => {
  const { authenticate, asked } = sessions()
  expect(await authenticate('sh_a')).toEqual({ kind: 'shopper', id: 'p1', sessionId: 's1' })
  await authenticate('sh_a')
  expect(asked()).toBe(1)
  expect(await authenticate('sh_x')).toBeUndefined()
  await authenticate('sh_x')
  expect(asked()).toBe(3)
})

test.each([
  ['its token', 'sh_a'],
  ['its id', 's1'],
])('a session that was ended by %s is refused at once, others stay', async (_what, name) => {
  const { alive, authenticate } = sessions()
  await authenticate('sh_a')
  await authenticate('sh_b')
  alive.clear()
  forgetSession(name)
  expect(await authenticate('sh_a')).toBeUndefined()
  expect(await authenticate('sh_b')).toMatchObject({ sessionId: 's2' })
})

test('what cannot be a token is not looked up', async () => {
  const { authenticate, asked } = sessions()
  for (const token of ['', 'sh_'.padEnd(500, 'a'), 'sh_a;drop', 'sh_\0', 'st_1', 'xx_1']) expect(await authenticate(token)).toBeUndefined()
  expect(asked()).toBe(0)
})
