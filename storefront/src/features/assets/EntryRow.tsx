import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { dateTime } from '@/lib/time'
import './entry-row.scss'

interface Props {
  title: string
  note: string
  at: string
  /** What came or went, as text. */
  change: string
  plus: boolean
  balance: string
  /** What is left of gifts alone, not of all there is. */
  ofGifts?: boolean
}

/** One line of a ledger. */
export function EntryRow({ title, note, at, change, plus, balance, ofGifts }: Props) {
  return (
    <Box className="entry" testId="ledger-entry">
      <Box className="entry__main">
        <Box className="entry__title">{title}</Box>
        <Box className="entry__note">
          {dateTime(at)}
          {note ? ` · ${note}` : ''}
        </Box>
      </Box>
      <Box className="entry__end">
        <Text className={plus ? 'entry__change entry__change--plus' : 'entry__change'}>{change}</Text>
        <Box className="entry__note">{t(ofGifts ? 'wallet.leftOfGifts' : 'wallet.left', { amount: balance })}</Box>
      </Box>
    </Box>
  )
}
