import { dayOf } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { codeFor } from './code.ts'
import type { Games } from './context.ts'
import { openOnly } from './draw.ts'
import { candidatesOf, gameOf } from './queries/games.ts'
import { countTurn, dayOfPerson, insertVote, lockPerson } from './queries/persons.ts'

/**
 * A vote, one a day for each candidate and so many a day in all; the same again is the same vote. Throws `game_not_found`, `game_closed`,
 * `game_candidate_not_found`, `game_no_votes`, `game_person_limit`.
 */
export async function vote(games: Games, wish: { gameId: string; shopperId: string; candidateId: string }): Promise<void> {
  const now = games.now()
  const day = dayOf(now)
  await inTx(games.db, async (tx) => {
    const game = openOnly(await gameOf(tx, wish.gameId, { lock: 'share' }), now)
    if (game.kind !== 'vote') throw new AppError('not_found', 'game_not_found')
    const known = (await candidatesOf(tx, [game.id])).some((one) => one.id === wish.candidateId)
    if (!known) throw new AppError('not_found', 'game_candidate_not_found')
    const person = await lockPerson(tx, wish, { code: codeFor(), most: game.mostInAll })
    if (!(await insertVote(tx, { ...wish, day, now }))) return
    const today = await dayOfPerson(tx, wish, day)
    if (person.drawn >= game.mostInAll) throw new AppError('conflict', 'game_person_limit', { most: game.mostInAll })
    const turn = { day, free: true, mostPerDay: game.freePerDay, mostInAll: game.mostInAll }
    if (today.drawn >= game.freePerDay || !(await countTurn(tx, wish, turn)))
      throw new AppError('conflict', 'game_no_votes', { most: game.freePerDay })
  })
}
