/** The perplexity that follows from the negative log-likelihoods of tokens, in nats: [count]. */
export function perplexityOf(tokenNll: Float32Array): number {
  return Math.exp(tokenNll.reduce((total, nll) => total + nll, 0) / tokenNll.length);
}
