import { t } from '@/i18n'
import { classNames } from '@/lib/class-names'
import { Box, Tap } from './base'
import { Icon } from './Icon'
import './stars.scss'

const FIVE = [1, 2, 3, 4, 5]

/** Shows a rating; with `onChange` it is also how to give one. */
export function Stars({ value, onChange, size = 14 }: { value: number; onChange?: (stars: number) => void; size?: number }) {
  if (!onChange) {
    return (
      <Box className="stars" role="img" label={t('review.starsLabel', { stars: value })}>
        {FIVE.map((at) => (
          <Icon key={at} name="star" size={size} className={classNames('stars__one', at <= Math.round(value) && 'stars__one--on')} />
        ))}
      </Box>
    )
  }
  return (
    <Box className="stars" role="group" label={t('review.stars')}>
      {FIVE.map((at) => (
        <Tap
          key={at}
          className="stars__tap"
          testId={`star-${at}`}
          pressed={at === value}
          label={t('review.starsLabel', { stars: at })}
          onTap={() => onChange(at)}
        >
          <Icon name="star" size={size} className={classNames('stars__one', at <= value && 'stars__one--on')} />
        </Tap>
      ))}
    </Box>
  )
}
