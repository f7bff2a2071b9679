import type { Game } from '@puzi/shop-client'
import { shop } from '@/api/client'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { toast } from '@/kit/overlays-store'

/** Candidates as they stand now, and one's votes of today. */
export function Vote({ game, onVoted }: { game: Game; onVoted: (game: Game) => void }) {
  const { mine, candidates, votes, state } = game
  const most = candidates[0]?.votes ?? 0
  const vote = async (candidateId: string) => {
    if (!mine) return goSignedIn('game', { id: game.id })
    onVoted(await shop.voteInGame({ id: game.id, candidateId }))
    toast(t('game.voted'), 'good')
  }
  return (
    <Card testId="game-vote">
      <Box className="game-head">{t('game.votes', { count: votes })}</Box>
      {mine && state === 'running' ? <Box className="game-note">{t('game.votesLeft', { count: mine.chances })}</Box> : null}
      {candidates.map((one) => {
        const mineToday = mine?.voted.includes(one.id) ?? false
        return (
          <Box key={one.id} className="game-candidate" testId="game-candidate">
            <Text className="game-candidate__rank">{one.rank}</Text>
            {one.picture ? (
              <Box className="game-candidate__picture">
                <Img picture={one.picture} alt="" width={56} />
              </Box>
            ) : null}
            <Box className="game-card__main">
              <Box className="game-odd__title">{one.title}</Box>
              {one.text ? <Box className="game-note">{one.text}</Box> : null}
              <Box className="game-bar">
                <Box className="game-bar__done" style={{ width: `${most === 0 ? 0 : Math.round((one.votes / most) * 100)}%` }} />
              </Box>
              <Box className="game-note">{t('game.votesOf', { count: one.votes })}</Box>
            </Box>
            <Button
              size="small"
              kind={mineToday ? 'soft' : 'primary'}
              testId="vote"
              disabled={state !== 'running' || mineToday || (mine !== null && mine.chances < 1)}
              onTap={() => vote(one.id)}
            >
              {t(mineToday ? 'game.votedToday' : 'game.vote')}
            </Button>
          </Box>
        )
      })}
    </Card>
  )
}
