import type { BargainCampaign, MyBargain } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { goSignedIn } from '@/features/login/require'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useSignedIn } from '@/stores/session'
import '../bargain.scss'

/** What can be bargained for, and one's own bargains. */
export default function BargainsPage() {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const { pages, items } = useEndless(['bargains', 'campaigns', signedIn], (cursor) => shop.listBargainCampaigns({ ...cursor, limit: 20 }))
  const mine = useEndless(['bargains', 'mine'], (cursor) => shop.listMyBargains({ ...cursor, limit: 10 }), signedIn)
  useReturn(() => void client.invalidateQueries({ queryKey: ['bargains'] }))
  useShare({ kind: 'bargains', targetId: null, title: t('bargain.slogan'), route: 'bargains' })
  return (
    <Page title={t('bargain.title')}>
      <Box className="bargain-lead">{t('bargain.slogan')}</Box>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="tag" text={t('bargain.empty')} action={t('common.home')} onAction={() => go('home')} />}
      >
        {items.map((one) => (
          <CampaignCard key={one.id} campaign={one} />
        ))}
      </InfiniteList>
      {mine.items.length > 0 ? (
        <>
          <SectionHead title={t('bargain.mine')} />
          <Card testId="my-bargains">
            {mine.items.map((one) => (
              <MineRow key={one.id} bargain={one} />
            ))}
            {mine.pages.hasNextPage ? (
              <Button kind="quiet" block testId="more-bargains" onTap={() => mine.pages.fetchNextPage()}>
                {t('bargain.more')}
              </Button>
            ) : null}
          </Card>
        </>
      ) : null}
    </Page>
  )
}

function CampaignCard({ campaign }: { campaign: BargainCampaign }) {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const { goods, state, mineId } = campaign
  const start = async () => {
    if (mineId) return go('bargain', { id: mineId })
    if (!signedIn) return goSignedIn('bargains')
    const { id } = await shop.startBargain({ id: campaign.id })
    void client.invalidateQueries({ queryKey: ['bargains'] })
    go('bargain', { id })
  }
  return (
    <Card className="bargain-card" testId="bargain-campaign">
      <Tap className="bargain-card__goods" testId="bargain-goods" onTap={() => go('product', { id: goods.productId })}>
        <Box className="bargain-card__picture">
          <Img picture={goods.picture} alt="" width={96} />
        </Box>
        <Box className="bargain-card__main">
          <Box className="bargain-card__title">{goods.title}</Box>
          <Box className="bargain-card__note">
            {[goods.options.join(' / '), t('bargain.friends', { count: campaign.helpers })].filter(Boolean).join(' · ')}
          </Box>
          <Box className="bargain-card__note">
            {state === 'soon' ? t('bargain.from', { time: dateTime(campaign.startsAt) }) : t('bargain.pieces', { count: campaign.left })}
          </Box>
          <Box className="bargain-card__price">
            <Text className="bargain-card__word">{t('bargain.floor')}</Text>
            <Price fen={campaign.floorFen} size="large" />
            <Price fen={goods.priceFen} old />
          </Box>
        </Box>
      </Tap>
      <Box className="bargain-card__foot">
        <Box className="bargain-card__note">{rules(campaign)}</Box>
        <Button size="small" testId="start-bargain" disabled={state !== 'running' && !mineId} onTap={start}>
          {t(mineId ? 'bargain.goOn' : state === 'soon' ? 'bargain.soon' : state === 'gone' ? 'bargain.gone' : 'bargain.start')}
        </Button>
      </Box>
    </Card>
  )
}

const rules = ({ hours, buyAt, freeFreight }: BargainCampaign): string =>
  [t('bargain.hours', { count: hours }), t(`bargain.buyAt.${buyAt}`), freeFreight ? t('bargain.freeFreight') : '']
    .filter(Boolean)
    .join(' · ')

const tones = { open: 'accent', ordered: 'warn', bought: 'good', expired: 'quiet' } as const

function MineRow({ bargain }: { bargain: MyBargain }) {
  return (
    <Tap className="bargain-row" testId="my-bargain" onTap={() => go('bargain', { id: bargain.id })}>
      <Box className="bargain-row__picture">
        <Img picture={bargain.goods?.picture} alt="" width={56} />
      </Box>
      <Box className="bargain-card__main">
        <Box className="bargain-row__title">{bargain.goods?.title ?? bargain.title}</Box>
        <Box className="bargain-card__note">{t('bargain.progress', { helped: bargain.helped, helpers: bargain.helpers })}</Box>
      </Box>
      <Box className="bargain-row__end">
        <Price fen={bargain.priceFen} size="small" />
        {bargain.state === 'open' ? (
          <Countdown until={bargain.expiresAt} className="bargain-row__left" />
        ) : (
          <Tag tone={tones[bargain.state]}>{t(`bargain.state.${bargain.state}`)}</Tag>
        )}
      </Box>
    </Tap>
  )
}
