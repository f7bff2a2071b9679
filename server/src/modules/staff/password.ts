import { hash } from '@node-rs/argon2'

/** argon2id with the parameters that OWASP names first: 19 MiB, two passes, one lane. */
export const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)
