import type { CheckInState } from '@puzi/shop-client'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { monthOf, weeksOf } from '@/kit/month'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import './index.scss'

/** The calendar of check-ins with the run of days, what it brings, and cards that make up for a missed day. */
export default function CheckInPage() {
  const client = useQueryClient()
  const [month, setMonth] = useState<string | null>(null)
  const state = useQuery({
    queryKey: ['check-in', month ?? ''],
    queryFn: () => shop.getCheckIn(month ? { month } : {}),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const again = async () => {
    for (const key of ['check-in', 'tasks', 'membership', 'points']) await client.invalidateQueries({ queryKey: [key] })
  }
  const one = state.data
  return (
    <Page title={t('checkIn.title')}>
      {state.isPending ? <RowsSkeleton count={2} /> : null}
      {state.isError ? <ErrorState error={state.error} onRetry={state.refetch} /> : null}
      {one && !one.enabled ? <Empty icon="clock" text={t('checkIn.closed')} /> : null}
      {one?.enabled ? (
        <>
          <Today one={one} onDone={again} />
          <Calendar one={one} onMonth={setMonth} onDone={again} />
          <Cards one={one} onDone={again} />
          {one.streaks.length > 0 ? (
            <Card flush>
              {one.streaks.map((streak) => (
                <Cell
                  key={streak.days}
                  icon={streak.reached ? 'success' : 'gift'}
                  title={t('checkIn.streakOf', { days: streak.days })}
                  value={streak.reached ? t('checkIn.reached') : t('checkIn.points', { count: streak.points })}
                />
              ))}
            </Card>
          ) : null}
          <Card flush>
            <Cell icon="trophy" title={t('task.title')} note={t('checkIn.moreCards')} onTap={() => go('tasks')} />
          </Card>
        </>
      ) : null}
    </Page>
  )
}

interface Props {
  one: CheckInState
  onDone: () => Promise<void>
}

function Today({ one, onDone }: Props) {
  const checkIn = async () => {
    const { gainedPoints, state } = await shop.checkIn()
    toast(t('checkIn.done', { points: gainedPoints, days: state.streak }), 'good')
    await onDone()
  }
  return (
    <Card className="check-in__today" testId="check-in">
      <Box className="check-in__streak">{t('checkIn.streak', { days: one.streak })}</Box>
      <Box className="check-in__note">{t('checkIn.brings', { points: one.points, growth: one.growth })}</Box>
      <Button size="large" block disabled={one.checkedIn} testId="check-in-now" onTap={checkIn}>
        {t(one.checkedIn ? 'checkIn.doneToday' : 'checkIn.now')}
      </Button>
    </Card>
  )
}

function Calendar({ one, onMonth, onDone }: Props & { onMonth: (month: string) => void }) {
  const [year = '', number = ''] = one.month.split('-')
  const days = new Map(one.days.map((day) => [day.day, day]))
  const missed = (day: string): boolean => !days.has(day) && day < one.today && one.makeUpFrom !== null && day >= one.makeUpFrom
  const makeUp = async (day: string) => {
    if (one.cards === 0) return toast(t('checkIn.noCard'))
    if (!(await confirm({ title: t('checkIn.makeUp'), text: t('checkIn.makeUpSure', { day, cards: one.cards }) }))) return
    await shop.makeUpCheckIn({ day }).then(() => toast(t('checkIn.madeUp'), 'good'), showError)
    await onDone()
  }
  return (
    <Card>
      <Box className="check-in__head">
        <Tap className="check-in__turn" label={t('day.previous')} onTap={() => onMonth(monthOf(one.month, -1))}>
          <Text>‹</Text>
        </Tap>
        <Text className="check-in__month">{t('day.month', { year, month: String(Number(number)) })}</Text>
        <Tap
          className="check-in__turn"
          label={t('day.next')}
          disabled={one.month >= monthOf(one.today)}
          onTap={() => onMonth(monthOf(one.month, 1))}
        >
          <Text>›</Text>
        </Tap>
      </Box>
      <Box className="check-in__week">
        {[...t('day.weekdays')].map((name, at) => (
          <Text key={at} className="check-in__weekday">
            {name}
          </Text>
        ))}
      </Box>
      {weeksOf(one.month).map((week, at) => (
        <Box key={at} className="check-in__week">
          {week.map((day, index) => (
            <Day
              key={index}
              day={day}
              one={one}
              state={day ? days.get(day) : undefined}
              missed={day !== null && missed(day)}
              onMakeUp={makeUp}
            />
          ))}
        </Box>
      ))}
    </Card>
  )
}

interface DayProps {
  day: string | null
  one: CheckInState
  state: CheckInState['days'][number] | undefined
  missed: boolean
  onMakeUp: (day: string) => Promise<void>
}

function Day({ day, one, state, missed, onMakeUp }: DayProps) {
  if (day === null) return <Box className="check-in__day" />
  const label = state ? t(state.madeUp ? 'checkIn.madeUpDay' : 'checkIn.there') : missed ? t('checkIn.makeUp') : ''
  const inside = (
    <>
      <Text className={classNames('check-in__number', state && 'check-in__number--on', day === one.today && 'check-in__number--today')}>
        {String(Number(day.slice(8)))}
      </Text>
      <Text className="check-in__label">{label}</Text>
    </>
  )
  if (!missed) return <Box className="check-in__day">{inside}</Box>
  return (
    <Tap className="check-in__day" label={`${day} ${label}`} testId="make-up" onTap={() => void onMakeUp(day)}>
      {inside}
    </Tap>
  )
}

function Cards({ one, onDone }: Props) {
  const [requestId, setRequestId] = useState(randomKey)
  if (one.makeUpFrom === null) return null
  const take = async () => {
    await shop.takeMakeUpCard({ requestId })
    setRequestId(randomKey())
    toast(t('checkIn.gotCard'), 'good')
    await onDone()
  }
  return (
    <Card flush>
      <Cell
        icon="ticket"
        title={t('checkIn.cards', { count: one.cards })}
        note={t('checkIn.cardsToTake', { count: one.cardsToTake })}
        value={
          <Button size="small" kind="soft" testId="take-card" disabled={one.cardsToTake === 0} onTap={take}>
            {t('checkIn.takeCard')}
          </Button>
        }
      />
    </Card>
  )
}
