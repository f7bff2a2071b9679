import type { Presale, PresaleDeposit } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { date, dateTime } from '@/lib/time'
import { useSignedIn } from '@/stores/session'
import { stateText, tones, wordOf } from '../words'
import '../presale.scss'

/** What can be had before it is there, and one's own deposits. */
export default function PresalesPage() {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const { pages, items } = useEndless(['presales', 'list'], (cursor) => shop.listPresales({ ...cursor, limit: 20 }))
  const mine = useEndless(['presales', 'mine'], (cursor) => shop.listMyDeposits({ ...cursor, limit: 10 }), signedIn)
  useReturn(() => void client.invalidateQueries({ queryKey: ['presales'] }))
  useShareAppMessage(() => ({ title: t('presale.slogan'), path: '/packages/presale/list/index' }))
  return (
    <Page title={t('presale.title')}>
      <Box className="presale-lead">{t('presale.slogan')}</Box>
      {mine.items.length > 0 ? (
        <>
          <SectionHead title={t('presale.mine')} />
          <Card testId="my-deposits">
            {mine.items.map((one) => (
              <DepositRow key={one.id} deposit={one} />
            ))}
            {mine.pages.hasNextPage ? (
              <Button kind="quiet" block testId="more-deposits" onTap={() => mine.pages.fetchNextPage()}>
                {t('bargain.more')}
              </Button>
            ) : null}
          </Card>
          <SectionHead title={t('presale.all')} />
        </>
      ) : null}
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="clock" text={t('presale.empty')} action={t('common.home')} onAction={() => go('home')} />}
      >
        {items.map((one) => (
          <PresaleCard key={one.id} presale={one} />
        ))}
      </InfiniteList>
    </Page>
  )
}

function PresaleCard({ presale }: { presale: Presale }) {
  const { goods, state } = presale
  const paysPart = presale.kind === 'deposit'
  return (
    <Card className="presale-card">
      <Tap className="presale-goods" testId="presale" onTap={() => go('presale', { id: presale.id })}>
        <Box className="presale-goods__picture">
          <Img picture={goods.picture} alt="" width={96} />
        </Box>
        <Box className="presale-goods__main">
          <Box className="presale-goods__title">{goods.title}</Box>
          <Box className="presale-note">
            {state === 'soon' ? t('presale.from', { time: dateTime(presale.startsAt) }) : t('presale.left', { count: presale.left })}
          </Box>
          <Box className="presale-note">{t('presale.shipBy', { date: date(presale.shipBy) })}</Box>
          <Box className="presale-goods__price">
            <Text className="presale-word">{t('presale.price')}</Text>
            <Price fen={presale.priceFen} size="large" />
            {goods.priceFen > presale.priceFen ? <Price fen={goods.priceFen} old /> : null}
          </Box>
          {paysPart ? (
            <Tag tone="accent">
              {t('presale.inflates', {
                word: t(wordOf(presale.word)),
                deposit: money(presale.depositFen),
                worth: money(presale.worthFen),
              })}
            </Tag>
          ) : (
            <Tag tone="quiet">{t('presale.full')}</Tag>
          )}
        </Box>
      </Tap>
    </Card>
  )
}

function DepositRow({ deposit }: { deposit: PresaleDeposit }) {
  return (
    <Tap className="presale-row" testId="my-deposit" onTap={() => go('deposit', { id: deposit.id })}>
      <Box className="presale-row__picture">
        <Img picture={deposit.goods?.picture} alt="" width={56} />
      </Box>
      <Box className="presale-goods__main">
        <Box className="presale-row__title">{deposit.goods?.title ?? deposit.title}</Box>
        <Box className="presale-note">
          {deposit.canBuy
            ? t('presale.payBalanceBefore', { time: dateTime(deposit.balanceEndsAt) })
            : t('presale.paidSum', { word: t(wordOf(deposit.word)), amount: money(deposit.depositFen) })}
        </Box>
      </Box>
      <Tag tone={deposit.canBuy ? 'accent' : tones[deposit.state]}>{stateText(deposit)}</Tag>
    </Tap>
  )
}
