import { useEffect, useState } from 'react'
import { t } from '@/i18n'
import { classNames } from '@/lib/class-names'
import { Box, Tap, Text } from './base'
import { Button } from './Button'
import { monthOf, weeksOf } from './month'
import { Popup } from './Popup'
import './day-picker.scss'

interface Props {
  open: boolean
  title: string
  /** First and last day to choose from. */
  from: string
  to: string
  value: string
  onPick: (day: string) => void
  /** Absent: a day is needed. */
  onClear?: () => void
  onClose: () => void
}

/** One day of a calendar, a month at a time. */
export function DayPicker({ open, title, from, to, value, onPick, onClear, onClose }: Props) {
  const [month, setMonth] = useState(monthOf(value || from))
  useEffect(() => {
    if (open) setMonth(monthOf(value || from))
  }, [open, value, from])
  const [year = '', number = ''] = month.split('-')
  const pick = (day: string) => {
    onPick(day)
    onClose()
  }
  return (
    <Popup open={open} onClose={onClose} title={title} testId="day-picker">
      <Box className="day-picker__head">
        <Tap
          className="day-picker__turn"
          label={t('day.previous')}
          disabled={month <= monthOf(from)}
          onTap={() => setMonth(monthOf(month, -1))}
        >
          <Text>‹</Text>
        </Tap>
        <Text className="day-picker__month">{t('day.month', { year, month: String(Number(number)) })}</Text>
        <Tap className="day-picker__turn" label={t('day.next')} disabled={month >= monthOf(to)} onTap={() => setMonth(monthOf(month, 1))}>
          <Text>›</Text>
        </Tap>
      </Box>
      <Box className="day-picker__week">
        {[...t('day.weekdays')].map((name, at) => (
          <Text key={at} className="day-picker__weekday">
            {name}
          </Text>
        ))}
      </Box>
      {weeksOf(month).map((week, at) => (
        <Box key={at} className="day-picker__week">
          {week.map((day, index) =>
            day === null ? (
              <Box key={index} className="day-picker__day" />
            ) : (
              <Tap
                key={index}
                className={classNames(
                  'day-picker__day',
                  day === value && 'day-picker__day--on',
                  (day < from || day > to) && 'day-picker__day--off',
                )}
                label={day}
                pressed={day === value}
                disabled={day < from || day > to}
                testId={day < from || day > to ? undefined : 'day-option'}
                onTap={() => pick(day)}
              >
                <Text>{String(Number(day.slice(8)))}</Text>
              </Tap>
            ),
          )}
        </Box>
      ))}
      {onClear && value ? (
        <Button
          onTap={() => {
            onClear()
            onClose()
          }}
        >
          {t('day.clear')}
        </Button>
      ) : null}
    </Popup>
  )
}
