import type { Bargain } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { money } from '@/lib/money'
import { dateTime } from '@/lib/time'

/** Who helped, and what each cut. */
export function Helps({ bargain }: { bargain: Bargain }) {
  const { helps } = bargain
  return (
    <Card testId="bargain-helps">
      <Box className="bargain-head">{t('bargain.helps', { count: bargain.helped })}</Box>
      {helps.length === 0 ? <Box className="bargain-card__note">{t(bargain.mine ? 'bargain.noHelpMine' : 'bargain.noHelp')}</Box> : null}
      {helps.map((help) => (
        <Box key={help.at + help.nickname + help.cutFen} className="bargain-help" testId="bargain-help">
          <Box className="bargain-help__face">
            {help.avatar ? <Img picture={help.avatar} alt="" width={36} round /> : <Icon name="user" size={36} />}
          </Box>
          <Box className="bargain-card__main">
            <Box className="bargain-help__name">{help.mine ? t('bargain.me') : help.nickname}</Box>
            <Box className="bargain-card__note">{dateTime(help.at)}</Box>
          </Box>
          <Text className="bargain-help__cut">{t('bargain.cutBy', { amount: money(help.cutFen) })}</Text>
        </Box>
      ))}
    </Card>
  )
}

/** The rules with their numbers, before anybody takes part. */
export function Rules({ bargain }: { bargain: Bargain }) {
  const { campaign, helpers, floorFen, buyAt } = bargain
  const lines = [
    t('bargain.rule.floor', { count: helpers, price: money(floorFen) }),
    t('bargain.rule.fixed'),
    t(buyAt === 'floor' ? 'bargain.rule.floor_only' : 'bargain.rule.reached'),
    t('bargain.rule.time', { count: campaign.hours, end: dateTime(campaign.endsAt) }),
    t('bargain.rule.limits', { starts: campaign.startsPerDay, helps: campaign.helpsPerDay, most: campaign.perPerson }),
    t(campaign.freeFreight ? 'bargain.rule.freeFreight' : 'bargain.rule.freight'),
  ]
  return (
    <Card>
      <Box className="bargain-head">{t('bargain.rules')}</Box>
      {lines.map((line, index) => (
        <Box key={line} className="bargain-rule">
          {index + 1}. {line}
        </Box>
      ))}
    </Card>
  )
}
