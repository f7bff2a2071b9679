import type { PresaleGoods } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'

export function Goods({ goods, title, priceFen, note }: { goods: PresaleGoods | null; title: string; priceFen: number; note: string }) {
  if (!goods)
    return (
      <Card>
        <Box className="presale-goods__title">{title}</Box>
        <Box className="presale-note">{t('bargain.offSale')}</Box>
      </Card>
    )
  return (
    <Card className="presale-card">
      <Tap className="presale-goods" testId="presale-goods" onTap={() => go('product', { id: goods.productId })}>
        <Box className="presale-goods__picture">
          <Img picture={goods.picture} alt="" width={96} eager />
        </Box>
        <Box className="presale-goods__main">
          <Box className="presale-goods__title">{goods.title}</Box>
          {goods.options.length > 0 ? <Box className="presale-note">{goods.options.join(' / ')}</Box> : null}
          <Box className="presale-note">{note}</Box>
          <Box className="presale-goods__price">
            <Text className="presale-word">{t('presale.price')}</Text>
            <Price fen={priceFen} size="large" />
          </Box>
        </Box>
      </Tap>
    </Card>
  )
}

/** What happens when; what is past is marked. */
export function Steps({ steps }: { steps: readonly { title: string; at: string; done: boolean }[] }) {
  return (
    <Card testId="presale-steps">
      {steps.map(({ title, at, done }) => (
        <Box key={title} className={classNames('presale-step', done && 'presale-step--done')}>
          <Box className="presale-step__dot" />
          <Box className="presale-goods__main">
            <Box className="presale-step__title">{title}</Box>
            <Box className="presale-note">{at}</Box>
          </Box>
        </Box>
      ))}
    </Card>
  )
}

export const between = (from: string, to: string): string => `${dateTime(from)} ~ ${dateTime(to)}`

export function Sums({ sums }: { sums: readonly [string, string][] }) {
  return (
    <Card testId="presale-sums">
      {sums.map(([label, value]) => (
        <Box key={label} className="presale-sum">
          <Text className="presale-sum__label">{label}</Text>
          <Text className="presale-sum__value">{value}</Text>
        </Box>
      ))}
    </Card>
  )
}

export function Rules({ rules }: { rules: readonly string[] }) {
  return (
    <Card testId="presale-rules">
      <Box className="presale-head">{t('presale.rules')}</Box>
      {rules.map((line, index) => (
        <Box key={line} className="presale-rule">
          {index + 1}. {line}
        </Box>
      ))}
    </Card>
  )
}
