# SPDX-License-Identifier: Apache-2.0
"""Rows of a codebook as bags of PyTorch's EmbeddingBag. Written after PyTorch's documentation; it has not been run."""

import torch

import rowcast


class CodebookEmbedding(torch.nn.Module):
    """The vectors of a side: of each id the mean of the vectors of its one or two rows."""

    def __init__(self, book, side, width):
        super().__init__()
        self.book, self.side = book, side
        # The last row is that of unknown ids.
        self.bag = torch.nn.EmbeddingBag(book.rows + 1, width, mode="mean")
        book.fallback = rowcast.fixed(book.rows)

    def forward(self, ids):
        rows = torch.from_numpy(self.book.rows_for(self.side, ids)).long()
        there = rows >= 0
        offsets = torch.cumsum(there.sum(dim=1), 0) - there.sum(dim=1)
        device = self.bag.weight.device
        return self.bag(rows[there].to(device), offsets.to(device))

    @torch.no_grad()
    def follow(self):
        """After book.poll(): begins the rows anew that belong to others now. The optimizer's state of them should go too."""
        rows = torch.from_numpy(self.book.reset_rows(self.side)).long()
        self.bag.weight[rows] = torch.randn(len(rows), self.bag.embedding_dim, device=self.bag.weight.device)
        return rows
