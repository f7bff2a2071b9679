import { t } from '@/i18n'
import { Box, Tap, Text } from './base'
import { Icon } from './Icon'
import './stepper.scss'

interface Props {
  value: number
  min?: number
  step?: number
  max: number
  onChange: (value: number) => void
  testId?: string
}

export function Stepper({ value, min = 1, step = 1, max, onChange, testId }: Props) {
  return (
    <Box className="stepper" role="group" label={t('common.quantity')} testId={testId}>
      <Tap
        className="stepper__button"
        label={t('common.less')}
        testId={testId && `${testId}-less`}
        disabled={value <= min}
        onTap={() => onChange(Math.max(min, value - step))}
      >
        <Icon name="minus" size={16} />
      </Tap>
      <Text className="stepper__value">{value}</Text>
      <Tap
        className="stepper__button"
        label={t('common.more')}
        testId={testId && `${testId}-more`}
        disabled={value >= max}
        onTap={() => onChange(Math.min(max, value + step))}
      >
        <Icon name="plus" size={16} />
      </Tap>
    </Box>
  )
}
