import type { GameCard } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import type { IconName } from '@/design/icons'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import '../game.scss'

const icons: Record<GameCard['kind'], IconName> = { wheel: 'sparkles', scratch: 'gift', vote: 'trophy' }

/** Wheels, scratch cards and votes that run. */
export default function GamesPage() {
  const client = useQueryClient()
  const { pages, items } = useEndless(['games', 'list'], (cursor) => shop.listGames({ ...cursor, limit: 20 }))
  useReturn(() => void client.invalidateQueries({ queryKey: ['games', 'list'] }))
  return (
    <Page title={t('game.title')}>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="sparkles" text={t('game.empty')} action={t('common.home')} onAction={() => go('home')} />}
      >
        {items.map((one) => (
          <Card key={one.id}>
            <Tap className="game-card" testId={`game-${one.kind}`} onTap={() => go('game', { id: one.id })}>
              <Box className="game-card__icon">
                <Icon name={icons[one.kind]} size={28} />
              </Box>
              <Box className="game-card__main">
                <Box className="game-card__title">{one.title}</Box>
                <Box className="game-note">
                  {one.state === 'soon'
                    ? t('game.from', { time: dateTime(one.startsAt) })
                    : t('game.until', { time: dateTime(one.endsAt) })}
                </Box>
                <Box className="game-note">{t('game.people', { count: one.people })}</Box>
              </Box>
              <Tag tone={one.state === 'running' ? 'accent' : 'quiet'}>{t(`game.kind.${one.kind}`)}</Tag>
            </Tap>
          </Card>
        ))}
      </InfiniteList>
    </Page>
  )
}
