import { expect, test } from 'vitest'
import { hashPassword } from './password.ts'

test('a password costs whoever guesses it 19 MiB and two passes a guess', async () => {
  expect(await hashPassword('correct-horse-7')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
