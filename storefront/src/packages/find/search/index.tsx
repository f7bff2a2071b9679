import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text, TextField } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { go, replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { clearSearches, rememberSearch, useSearchHistory } from '@/stores/search-history'
import '@/kit/search-box.scss'
import './index.scss'

const TYPING_MS = 180

export default function SearchPage() {
  const { text: before = '', hint = '', shopId, from } = useParams()
  const [text, setText] = useState(before)
  const typed = useSettled(text.trim(), TYPING_MS)
  const suggestions = useQuery({
    queryKey: ['suggest', typed],
    queryFn: () => shop.suggest({ text: typed, limit: 10 }),
    enabled: typed !== '',
    placeholderData: (last) => last,
  })
  const search = (wanted: string) => {
    const words = (wanted.trim() || hint).trim()
    if (!words) return
    rememberSearch(words)
    // From the results one comes here to change the words: going back should not pass the old results.
    const open = from === 'results' ? replace : go
    open('results', { text: words, shopId })
  }
  const items = text.trim() ? (suggestions.data?.items ?? []) : []
  return (
    <Page title={t('search.title')} className="search">
      <Box className="search__head">
        <Box className="search-box">
          <Icon name="search" size={18} />
          <TextField
            value={text}
            onInput={setText}
            label={t('search.title')}
            testId="search-input"
            placeholder={hint || t('search.hint')}
            type="search"
            maxLength={60}
            focus
            onConfirm={() => search(text)}
          />
          {text ? (
            <Tap className="search__clear" label={t('common.clear')} onTap={() => setText('')}>
              <Icon name="close" size={16} />
            </Tap>
          ) : null}
          <Tap className="search-box__go" testId="search-go" onTap={() => search(text)}>
            <Text>{t('search.go')}</Text>
          </Tap>
        </Box>
      </Box>
      {text.trim() ? (
        <Box className="search__suggestions" testId="suggestions">
          {items.map((item) => (
            <Tap key={`${item.kind}-${item.text}`} className="search__suggestion" testId="suggestion" onTap={() => search(item.text)}>
              <Icon name={item.kind === 'category' ? 'category' : item.kind === 'brand' ? 'tag' : 'search'} size={16} />
              <Text className="search__suggestion-text">{item.text}</Text>
              {item.kind === 'category' || item.kind === 'brand' ? <Text className="search__kind">{t(`search.${item.kind}`)}</Text> : null}
            </Tap>
          ))}
        </Box>
      ) : (
        <Start onPick={search} />
      )}
    </Page>
  )
}

function Start({ onPick }: { onPick: (text: string) => void }) {
  const { words } = useSearchHistory()
  const hot = useQuery({ queryKey: ['hot-words'], queryFn: () => shop.hotWords() })
  return (
    <>
      {words.length > 0 ? (
        <Box className="search__part">
          <Box className="search__part-head">
            <Text>{t('search.history')}</Text>
            <Tap className="search__clear" label={t('search.clearHistory')} testId="clear-history" onTap={clearSearches}>
              <Icon name="trash" size={18} />
            </Tap>
          </Box>
          <Box className="search__words">
            {words.map((word) => (
              <Tap key={word} className="search__word" onTap={() => onPick(word)}>
                <Text className="search__word-text">{word}</Text>
              </Tap>
            ))}
          </Box>
        </Box>
      ) : null}
      {hot.data && hot.data.items.length > 0 ? (
        <Box className="search__part">
          <Box className="search__part-head">
            <Text>{t('search.hot')}</Text>
          </Box>
          <Box className="search__words">
            {hot.data.items.map((word, at) => (
              <Tap key={word} className="search__word" testId="hot-word" onTap={() => onPick(word)}>
                {at < 3 ? <Icon name="flame" size={14} className="search__flame" /> : null}
                <Text className="search__word-text">{word}</Text>
              </Tap>
            ))}
          </Box>
        </Box>
      ) : null}
    </>
  )
}

/** The value once it has stopped changing for so long. */
function useSettled(value: string, afterMs: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
