import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const APP = join(import.meta.dirname, '..', 'app');

/** What reads like a sentence and is a key: the names of a student's own text and page in the database. */
const KEYS = ['My text', 'My page'];

/** Props that a person reads or hears. */
const READ = ['aria-label', 'label', 'title', 'placeholder', 'alt', 'textValue', 'description'];
/** The app's name, which is the same in every language. */
const BRAND = /സ്വന്തം|Swantham/g;

/** A node of the syntax tree, as ESTree has it. */
interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const files = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .sort();

/** Sentences in the source of `file` that belong into a catalogue: each with its line. */
function literals(file: string, source: string): string[] {
  const found: string[] = [];
  const report = (node: Node, text: string) =>
    found.push(`${source.slice(0, node.start).split('\n').length}: ${text.trim()}`);
  const visit = (node: Node, where: 'code' | 'read' | 'elsewhere') => {
    const text = textOf(node);
    if (text !== undefined) {
      const isWrong =
        where === 'read' ? hasLetters(text) : where === 'code' && isSentence(text) && !KEYS.includes(text);
      if (isWrong) report(node, text);
      return;
    }
    for (const child of childrenOf(node)) visit(child, placeOf(node, child, where));
  };
  visit(parseSync(file, source).program as unknown as Node, 'code');
  return found;
}

/** What a person reads of `node` if it is a piece of text. */
function textOf(node: Node): string | undefined {
  if (node.type === 'JSXText') return node.value as string;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : '';
  if (node.type === 'TemplateElement') return (node.value as { cooked: string }).cooked;
  return undefined;
}

/**
 * Where a child of `node` is: `read` where any letter is read by a person, `code` where only a sentence is taken for
 * one, `elsewhere` where nothing is for people.
 */
function placeOf(node: Node, child: Node, where: 'code' | 'read' | 'elsewhere') {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return child === node.source ? 'elsewhere' : 'code';
    // Its types are no values.
    case 'TSLiteralType':
      return 'elsewhere';
    case 'JSXElement':
    case 'JSXFragment':
      return child.type === 'JSXText' || child.type === 'JSXExpressionContainer' ? 'read' : 'code';
    case 'JSXAttribute': {
      const { name } = node.name as { name: string };
      return READ.includes(name) ? 'read' : name === 'className' ? 'elsewhere' : 'code';
    }
    case 'BinaryExpression':
      return node.operator === '+' ? where : 'elsewhere';
    case 'ConditionalExpression':
      return child === node.test ? 'code' : where;
    case 'LogicalExpression':
      return child === node.left && node.operator === '&&' ? 'code' : where;
    case 'TemplateLiteral':
      return child.type === 'TemplateElement' ? where : 'code';
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return where;
    // An error for programmers; those for people are a `UserError` without a sentence.
    case 'NewExpression':
      return /Error$/.test((node.callee as { name?: string }).name ?? '') ? 'elsewhere' : 'code';
    case 'CallExpression':
      return /^set\w*(Failure|Message|Error|Alarm)$/.test((node.callee as { name?: string }).name ?? '')
        ? 'read'
        : 'code';
    default:
      return where === 'elsewhere' ? 'elsewhere' : 'code';
  }
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === 'string');
}

const hasLetters = (text: string) => /\p{L}/u.test(text.replaceAll(BRAND, ''));

/** Two words or more, of which the first begins with a capital: no class names, no keys. */
const isSentence = (text: string) =>
  /^\P{L}*\p{Lu}\p{L}*[’']?\p{L}*,? \P{L}*\p{L}+/u.test(text.replaceAll(BRAND, ''));

test.each(files)('%s holds no sentence', (name) => {
  expect(literals(name, readFileSync(join(APP, name), 'utf8'))).toEqual([]);
});

test('finds text in elements, in props that are read, in failures and in tables', () => {
  const source = `
    import x from './No such thing';
    const NAMES = { a: 'Quite a sentence', b: 'aKey', c: 'react-aria-Button quiet' };
    export const A = ({ n }) => {
      setFailure('nothing');
      if (n === 'Is it') throw new RangeError('Not for people.');
      return (
        <p className="Card Wide" aria-label={\`take \${n} out\`} title={n ? 'Yes' : t.no}>
          Hello {n && 'there'} {n === 'x' ? t.a : \`of \${n} tokens\`} {t.b('left')} × 12 <small>Swantham</small>
        </p>
      );
    };`;
  expect(literals('a.tsx', source).map((line) => line.replace(/^\d+: /, ''))).toEqual([
    'Quite a sentence',
    'nothing',
    'take',
    'out',
    'Yes',
    'Hello',
    'there',
    'of',
    'tokens',
  ]);
});
