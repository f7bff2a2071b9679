import type { MyGameDraw } from '@puzi/shop-client'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Tag } from '@/kit/Tag'
import { dateTime } from '@/lib/time'

const tones = { none: 'quiet', due: 'warn', given: 'good', failed: 'quiet', code: 'accent', handed: 'quiet' } as const

/** What one has won, with the codes of goods that are to be fetched. */
export function MyPrizes({ gameId }: { gameId: string }) {
  const { pages, items } = useEndless(['games', 'won', gameId], (cursor) => shop.listMyDraws({ id: gameId, ...cursor, limit: 10 }))
  if (items.length === 0) return null
  return (
    <Card testId="my-prizes">
      <Box className="game-head">{t('game.mine')}</Box>
      {items.map((one: MyGameDraw) => (
        <Box key={one.id} className="game-odd" testId="my-prize">
          <Box className="game-card__main">
            <Box className="game-odd__title">{one.prize}</Box>
            <Box className="game-note">{dateTime(one.at)}</Box>
            {one.code && one.state === 'code' ? (
              <Text className="game-code" selectable>
                {t('game.code', { code: one.code })}
              </Text>
            ) : null}
          </Box>
          <Tag tone={tones[one.state]}>{t(`game.state.${one.state}`)}</Tag>
        </Box>
      ))}
      {pages.hasNextPage ? (
        <Button kind="quiet" block testId="more-prizes" onTap={() => pages.fetchNextPage()}>
          {t('bargain.more')}
        </Button>
      ) : null}
    </Card>
  )
}
